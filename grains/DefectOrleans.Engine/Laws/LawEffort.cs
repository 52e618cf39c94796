namespace DefectOrleans.Engine.Laws;

/// <summary>How much work a law's fit is worth.</summary>
/// <param name="Guesses">Random guesses of the numbers that nobody knows; cheap.</param>
/// <param name="Starts">The best of them that are fitted.</param>
/// <param name="OwnGuesses">Further guesses of own numbers, of which each table takes what suits it.</param>
/// <param name="OwnSteps">Steps of own numbers by themselves.</param>
/// <param name="Steps">Steps of all numbers.</param>
internal sealed record LawEffort(int Guesses, int Starts, int OwnGuesses, int OwnSteps, int Steps)
{
    /// <summary>Numbers that come from a law much like this one.</summary>
    public static LawEffort Known { get; } = new(Guesses: 0, Starts: 0, OwnGuesses: 0, OwnSteps: 2, Steps: 8);

    /// <summary>Some numbers are not known.</summary>
    public static LawEffort Quick { get; } = new(Guesses: 12, Starts: 2, OwnGuesses: 6, OwnSteps: 4, Steps: 8);

    /// <summary>A law that may be kept.</summary>
    public static LawEffort Careful { get; } = new(Guesses: 24, Starts: 3, OwnGuesses: 24, OwnSteps: 20, Steps: 40);

    /// <summary>A law that is chosen, or the only one asked for.</summary>
    public static LawEffort Thorough { get; } = new(Guesses: 300, Starts: 12, OwnGuesses: 100, OwnSteps: 100, Steps: 300);
}
