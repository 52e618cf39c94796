namespace DefectOrleans.Cli;

/// <summary>What the process says to its caller when it ends.</summary>
internal static class ExitCode
{
    /// <summary>Done, a spent budget included.</summary>
    public const int Done = 0;

    /// <summary>A fault of the program.</summary>
    public const int Fault = 1;

    /// <summary>The words or a file are wrong.</summary>
    public const int BadInput = 2;

    /// <summary>Ended early; what there was is saved.</summary>
    public const int EndedEarly = 3;
}
