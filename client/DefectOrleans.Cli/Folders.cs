using DefectOrleans.Engine.Datasets;

namespace DefectOrleans.Cli;

/// <summary>The 2DMD folders that a command is given.</summary>
internal static class Folders
{
    /// <summary>
    /// Reads one folder and says on standard error what was left out and what is odd (an inspection says the latter itself).
    /// </summary>
    /// <exception cref="Engine.InputException">A file is missing or wrong.</exception>
    public static Dataset Read(Session session, string folder, ReadOptions options)
    {
        session.Cancellation.ThrowIfCancellationRequested();
        var dataset = DatasetReader.Read(folder, options);
        if (dataset.SkippedRows is [var first, ..])
            session.Say($"{folder}: {dataset.SkippedRows.Length} rows or structures left out, first: {first}");
        foreach (var warning in options.CollectMismatches ? [] : dataset.Warnings)
            session.Say($"{folder}: {warning}");
        return dataset;
    }
}
