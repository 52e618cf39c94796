using System.Globalization;

namespace DefectOrleans.Fuzz;

/// <summary>Runs cases and says what they came to; code 1 where one ended as none may, 2 where the words are wrong.</summary>
internal static class Program
{
    private const string Usage = """
        Damages valid files and bodies and reads them: each case has to end in a value or a refusal that says why, within
        1 s and 200 MB.

          --cases N      number of cases (100000)
          --seed S       the seed (1); with a case's number it makes the case
          --first N      number of the first case (0): --first 1234 --cases 1 does one again
          --threads N    threads (one for each core)
          --target NAME  targets whose names begin so; may be given again
          --out DIR      where finds are written, as NAME.input and NAME.txt (fuzz-finds)
        """;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static int Main(string[] words)
    {
        FuzzOptions options;
        FuzzRun run;
        try
        {
            options = Read(words);
            run = new FuzzRun(options);
        }
        catch (Exception fault) when (fault is ArgumentException or FormatException or OverflowException)
        {
            Console.Error.WriteLine($"{fault.Message}\n\n{Usage}");
            return 2;
        }
        using var watch = new Timer(_ => Watch(run, options), null, Patience, Patience);
        var report = run.Run();
        foreach (var line in report.Lines())
            Console.WriteLine(line);
        foreach (var find in report.Finds)
            Console.WriteLine(
                $"{find.Target}, case {find.Case}: {find.Kind}: {find.Detail.Split('\n')[0]} (in {options.Folder})");
        return report.Finds.Count == 0 ? 0 : 1;
    }

    /// <summary>Says how far a run is, and ends one that is stuck.</summary>
    private static void Watch(FuzzRun run, FuzzOptions options)
    {
        Console.Error.WriteLine($"{run.Ended} of {options.Cases} cases");
        var (number, time) = run.Longest();
        if (time < Patience)
            return;
        run.Stuck(number);
        Console.Error.WriteLine($"case {number} does not end (in {options.Folder})");
        Environment.Exit(1);
    }

    private static FuzzOptions Read(string[] words)
    {
        var options = new FuzzOptions { Folder = "fuzz-finds" };
        for (var i = 0; i < words.Length; i += 2)
        {
            var value = i + 1 < words.Length ? words[i + 1] : throw new ArgumentException($"{words[i]} without a value");
            options = words[i] switch
            {
                "--cases" => options with { Cases = Number(value) },
                "--seed" => options with { Seed = (ulong)Number(value) },
                "--first" => options with { First = Number(value) },
                "--threads" => options with { Threads = (int)Math.Clamp(Number(value), 1, 256) },
                "--target" => options with { Only = [.. options.Only, value] },
                "--out" => options with { Folder = value },
                _ => throw new ArgumentException($"{words[i]} is no word of this program"),
            };
        }
        return options;
    }

    private static long Number(string text) => long.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
}
