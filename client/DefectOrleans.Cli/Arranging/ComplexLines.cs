using DefectOrleans.Engine.Arrangements;

namespace DefectOrleans.Cli.Arranging;

/// <summary>Says complexes as they are found, where that takes long.</summary>
internal sealed class ComplexLines(Session session) : IProgress<DefectComplex>
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    private long _told = session.Clock.GetTimestamp();

    public void Report(DefectComplex value)
    {
        if (session.Clock.GetElapsedTime(_told) < Interval)
            return;
        _told = session.Clock.GetTimestamp();
        session.Say($"{value.Counts} found");
    }
}
