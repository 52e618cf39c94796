using DefectOrleans.Contracts;
using DefectOrleans.Grains;
using Microsoft.Extensions.Logging;

namespace DefectOrleans.ClusterTests.Grains;

public class CampaignLogTests
{
    [Theory]
    [InlineData(null, "Campaign c1 has ended: Completed.")]
    [InlineData("no formula was found", "Campaign c1 has ended: Completed. no formula was found")]
    public void An_end_is_told_with_its_reason_where_there_is_one(string? reason, string line)
    {
        var lines = new Lines();
        CampaignLog.Ended(lines, "c1", CampaignState.Completed, reason);
        Assert.Equal([line], lines.Written);
    }

    [Theory]
    [InlineData(null, "Campaign c1: V_S|V_S energy has ended after 3 epochs, without a formula.")]
    [InlineData(0.25, "Campaign c1: V_S|V_S energy has ended after 3 epochs, error 0.25 eV.")]
    public void A_search_s_end_is_told_with_its_error_where_there_is_one(double? error, string line)
    {
        var lines = new Lines();
        CampaignLog.SearchEnded(lines, "c1", "V_S|V_S energy", 3, error);
        Assert.Equal([line], lines.Written);
    }

    private sealed class Lines : ILogger
    {
        public List<string> Written { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Written.Add(formatter(state, exception));
    }
}
