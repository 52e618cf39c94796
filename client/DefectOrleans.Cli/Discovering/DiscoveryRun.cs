using System.Collections.Immutable;
using System.Globalization;
using DefectOrleans.Cli.Output;
using DefectOrleans.Contracts;
using DefectOrleans.Engine;
using DefectOrleans.Engine.Books;
using DefectOrleans.Engine.Datasets;
using DefectOrleans.Engine.Learning.Campaigns;
using DefectOrleans.Engine.Segvae.Network;

namespace DefectOrleans.Cli.Discovering;

/// <summary>What came of a discovery.</summary>
/// <param name="Book">The book; null when the run ended before the first formula.</param>
/// <param name="Missing">Pair channels and properties that the data hold and the book has no formula for.</param>
internal sealed record DiscoveryOutcome(FormulaBook? Book, ImmutableArray<string> Missing)
{
    /// <summary>Whether all was searched to the end and found.</summary>
    public bool IsComplete => Book is { Provenance.Complete: true } && Missing.IsEmpty;
}

/// <summary>From folders to a book on disk.</summary>
internal static class DiscoveryRun
{
    /// <summary>What is left for the searches when reading took the whole budget.</summary>
    private static readonly TimeSpan LeastBudget = TimeSpan.FromSeconds(1);

    /// <summary>Reads, searches and writes the book; a cancelled run writes what there is.</summary>
    /// <exception cref="InputException">A folder, an option or the place of the book is wrong.</exception>
    public static DiscoveryOutcome Run(Session session, DiscoveryRequest request)
    {
        var started = session.Clock.GetTimestamp();
        request.Options.Validate();
        NetworkBackends.Open(request.Options.Network);
        WholeFile.Probe(request.Book);
        var training = Read(session, request);
        if (request.Server is null)
            PrepareCheckpoint(session, request);

        var options = request.Options.Budget is { } budget
            ? request.Options with { Budget = Later(budget - session.Clock.GetElapsedTime(started), LeastBudget) }
            : request.Options;
        var book = request.Server is { } server
            ? RemoteDiscovery.Run(session, request, training, server)
            : ProgressView.Watch(session, progress =>
                LocalCampaign.Run(training, options, request.Checkpoint, progress, session.Clock, session.Cancellation));
        if (book is null)
            return new DiscoveryOutcome(null, MissingFrom(null, training, options));

        book = book with
        {
            Provenance = book.Provenance with
            {
                Seconds = Math.Round(session.Clock.GetElapsedTime(started).TotalSeconds, 1),
                Bound = Bound(request.Options),
            },
        };
        BookFile.Write(request.Book, book);
        if (request.Server is null && !session.Cancellation.IsCancellationRequested)
            File.Delete(request.Checkpoint);
        return new DiscoveryOutcome(book, MissingFrom(book, training, options));
    }

    private static TrainingSet Read(Session session, DiscoveryRequest request)
    {
        var reading = new ReadOptions { SkipBad = request.SkipBad };
        var plain = request.Folders.Select(folder => Folders.Read(session, folder, reading)).ToList();
        var dense = request.Dense.Select(folder => Folders.Read(session, folder, reading)).ToList();
        var most = request.MaxDefects ?? DiscoveryRequest.UsualMaxDefects;
        var idle = plain.FindAll(d => !d.Samples.Any(s => s.Structure.Defects.Length <= most)).ConvertAll(d => d.Folder);
        if (request.MaxDefects is null && plain.Count > 0 && idle.Count == plain.Count)
        {
            session.Say(
                $"note: no structure with at most {most} defects in {string.Join(", ", idle)}; all structures are used as dense "
                    + "ones (--max-defects says otherwise)");
            (plain, dense) = ([], [.. plain, .. dense]);
        }
        else if (idle.Count > 0 && idle.Count < plain.Count + dense.Count)
        {
            session.Say(
                $"note: no structure with at most {most} defects in {string.Join(", ", idle)}; nothing of it trains (--dense "
                    + "takes structures of any size)");
        }
        var selection = new TrainingSelection
        {
            MaxDefects = most,
            DenseFraction = request.DenseFraction,
            Triples = request.Triples,
            Seed = request.Options.Seed,
        };
        return selection.Pick(plain, dense);
    }

    private static void PrepareCheckpoint(Session session, DiscoveryRequest request)
    {
        var exists = File.Exists(request.Checkpoint);
        if (request.Resume && !exists)
            session.Say($"note: no interrupted campaign at {request.Checkpoint}; a new one begins");
        if (request.Resume || !exists)
            return;
        session.Say($"note: the interrupted campaign at {request.Checkpoint} is dropped (--resume goes on with one)");
        File.Delete(request.Checkpoint);
    }

    private static ImmutableArray<string> MissingFrom(FormulaBook? book, TrainingSet training, DiscoveryOptions options)
    {
        var found = (book?.Pairs ?? []).Select(p => (p.PairType, p.Side, p.Property)).ToHashSet();
        return
        [
            .. from property in options.Properties
               from channel in training.Samples.Where(s => s[property] is not null).SelectMany(s => s.Structure.Pairs)
                   .Select(p => p.Channel).Distinct().Order()
               where !Formulas(property).All(p => found.Contains((channel.Type.ToString(), channel.Side, p)))
               select $"{channel} {Written.Name(property)}",
        ];

        Property[] Formulas(Property property) =>
            property == Property.Gap && book?.GapRule == GapRule.LevelsApart ? [Property.Homo, Property.Lumo] : [property];
    }

    private static string Bound(DiscoveryOptions options) => options.Budget is { } budget
        ? string.Create(CultureInfo.InvariantCulture, $"budget {budget.TotalSeconds:0.###} s")
        : $"{options.Epochs} epochs";

    private static TimeSpan Later(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
