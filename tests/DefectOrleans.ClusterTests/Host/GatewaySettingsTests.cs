using DefectOrleans.Gateway.Keys;
using DefectOrleans.Gateway.Settings;
using DefectOrleans.Silo.Settings;
using Microsoft.Extensions.Configuration;

namespace DefectOrleans.ClusterTests.Host;

public sealed class GatewaySettingsTests
{
    [Theory]
    [InlineData("SiloPort", "DEFECTS_SILO_PORT")]
    [InlineData("Keys:0:Sha256", "DEFECTS_KEYS__0__SHA256")]
    [InlineData("Api:ConcurrentRequests", "DEFECTS_API__CONCURRENT_REQUESTS")]
    public void A_setting_has_a_variable_that_sets_it(string setting, string variable)
    {
        Assert.Equal(variable, EnvironmentSettings.VariableOf(setting));
        Assert.Equal("x", Configuration((variable, "x"))[$"{EnvironmentSettings.Section}:{setting}"]);
    }

    [Fact]
    public void Keys_are_known_by_their_hash_and_role()
    {
        var key = ApiKey.Draw();
        var settings = Read(
            ("DEFECTS_KEYS__0__NAME", "ada"), ("DEFECTS_KEYS__0__ROLE", "run"),
            ("DEFECTS_KEYS__0__SHA256", Convert.ToHexString(ApiKey.HashOf(key))));
        var known = Assert.Single(settings.Keys);
        Assert.Equal(("ada", Role.Run, true, false),
            (known.Name, known.Role, known.Is(ApiKey.HashOf(key)), known.Is(ApiKey.HashOf(key + "x"))));
    }

    [Fact]
    public void Every_fault_is_named()
    {
        var told = Assert.Throws<SettingsException>(() => Read(
            ("DEFECTS_CLUSTERING", "redis"), ("DEFECTS_RETRY_SECONDS", "-1"), ("DEFECTS_GATEWAY_PORTS", "1,2,x"),
            ("DEFECTS_OTLP_ENDPOINT", "nowhere"),
            ("DEFECTS_KEYS__0__SHA256", "abc"))).Message;
        foreach (var variable in new[]
        {
            "REDIS",
            "RETRY_SECONDS",
            "GATEWAY_PORTS",
            "OTLP_ENDPOINT",
            "KEYS__0__NAME",
            "KEYS__0__ROLE",
            "KEYS__0__SHA256"
        })
            Assert.Contains($"DEFECTS_{variable}: ", told);
    }

    [Fact]
    public void Without_a_key_a_gateway_starts_in_development_alone()
    {
        Assert.Empty(GatewaySettings.Read(Configuration(), development: true, out _).Keys);
        Assert.Contains("DEFECTS_KEYS", Assert.Throws<SettingsException>(() => Read()).Message);
    }

    [Fact]
    public void Misspelt_settings_are_faults_with_what_was_meant_and_unknown_ones_strangers()
    {
        var told = Assert.Throws<SettingsException>(() => Read(
            ("DEFECTS_RETRY_SECOND", "5"), ("DEFECTS_API__STRUCTURE", "5"), ("DEFECTS_URL", "x"))).Message;
        Assert.Contains("DEFECTS_RETRY_SECOND: no setting; DEFECTS_RETRY_SECONDS was meant?", told);
        Assert.Contains("DEFECTS_API__STRUCTURE: no setting; DEFECTS_API__STRUCTURES was meant?", told);
        Assert.Contains("DEFECTS_URL: no setting; DEFECTS_URLS was meant?", told);

        GatewaySettings.Read(Configuration(("DEFECTS_WEATHER_REPORT", "5"), ("DEFECTS_API__STRUCTURES", "5")), development: true,
            out var strangers);
        Assert.Equal("DEFECTS_WEATHER_REPORT", EnvironmentSettings.VariableOf(Assert.Single(strangers)));
    }

    [Fact]
    public void Settings_of_the_silo_are_no_strangers_to_the_gateway_nor_the_other_way_round()
    {
        var all = Configuration([.. KnownSettings.Names.Select(name => (EnvironmentSettings.VariableOf(name), ""))]);
        GatewaySettings.Read(all, development: true, out var ofGateway);
        SiloSettings.Read(all, development: true, out var ofSilo);
        Assert.Empty(ofGateway.Concat(ofSilo));
    }

    private static GatewaySettings Read(params (string Variable, string Value)[] variables) =>
        GatewaySettings.Read(Configuration(variables), development: false, out _);

    private static IConfiguration Configuration(params (string Variable, string Value)[] variables) =>
        new ConfigurationBuilder().AddDefectVariables(variables.Select(v => KeyValuePair.Create(v.Variable, v.Value))).Build();
}
