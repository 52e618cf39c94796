using DefectOrleans.Cli.Output;
using DefectOrleans.Contracts;
using DefectOrleans.Engine;
using DefectOrleans.Engine.Books;
using DefectOrleans.Engine.Datasets;
using DefectOrleans.Engine.Evaluations;
using DefectOrleans.Engine.Learning.Campaigns;
using DefectOrleans.Engine.Predictions;

namespace DefectOrleans.Cli.Benchmarking.Fig3;

/// <summary>What <c>bench fig3</c> is asked.</summary>
/// <param name="Root">A 2DMD root: <c>low_density_defects/MoS2</c>, <c>high_density_defects/MoS2_500</c> and so on.</param>
/// <param name="Options">How each book is searched; its seed is the first trial's, its budget one material's.</param>
/// <param name="Seeds">Trials of each dense case; one after the other they leave out parts that do not overlap.</param>
/// <param name="Fraction">Share of the dense structures that trains; the others test.</param>
/// <param name="Triples">Triples of the rows beyond pairs; 0 leaves these rows out.</param>
/// <param name="Curve">Sizes of smaller training sets for the learning curve.</param>
internal sealed record Fig3Request(
    string Root, DiscoveryOptions Options, int Seeds, double Fraction, int Triples, IReadOnlyList<int> Curve);

/// <summary>Trains and tests every case of Fig. 3 of which the root has the folders.</summary>
internal sealed class Fig3Run
{
    private readonly Session _session;
    private readonly Fig3Request _request;
    private readonly Dictionary<(string, bool), Dataset> _sets = [];

    private Fig3Run(Session session, Fig3Request request)
    {
        (_session, _request) = (session, request);
        foreach (var material in PaperErrors.Materials)
        {
            foreach (var dense in (bool[])[false, true])
            {
                if (Folder(material, dense) is var folder && Directory.Exists(folder))
                    _sets[(material, dense)] = Folders.Read(session, folder, new ReadOptions());
            }
        }
        if (!PaperErrors.Materials.Any(m => _sets.ContainsKey((m, false))))
            throw new InputException(
                $"{request.Root}: no {Folder("MoS2", false)} and no {Folder("WSe2", false)}; expected the root of a 2DMD "
                    + "archive");
    }

    /// <summary>All rows that were done; a cancelled run keeps those before.</summary>
    /// <exception cref="InputException">The root holds none of the folders, or one of them can't be read.</exception>
    public static IReadOnlyList<Fig3Row> Of(Session session, Fig3Request request)
    {
        var run = new Fig3Run(session, request);
        var rows = new List<Fig3Row>();
        foreach (var material in PaperErrors.Materials.Where(m => run._sets.ContainsKey((m, false))))
        {
            var cases = run.Cases(material);
            var shares = cases.Sum(c => run.Seeds(c) * Share(c));
            foreach (var one in cases)
            {
                var trials = Enumerable.Range(0, run.Seeds(one))
                    .Select(i => run.Try(one, i, Share(one) / shares))
                    .TakeWhile(t => t is not null).Select(t => t!).ToList();
                if (trials.Count > 0)
                    rows.Add(new Fig3Row(one, trials));
                if (session.Cancellation.IsCancellationRequested)
                    return rows;
            }
        }
        return rows;
    }

    /// <summary>Part of a material's time: points of the learning curve need the least.</summary>
    private static double Share(Fig3Case one) => one.Few is not null ? 0.1 : 1;

    private IReadOnlyList<Fig3Case> Cases(string material)
    {
        var cases = new List<Fig3Case>();
        foreach (var triples in (int[])(_request.Triples > 0 ? [0, _request.Triples] : [0]))
        {
            cases.Add(new Fig3Case(material, Dense: false, Triples: triples));
            if (_sets.ContainsKey((material, true)))
                cases.Add(new Fig3Case(material, Dense: true, Triples: triples));
        }
        return [.. cases, .. _request.Curve.Select(few => new Fig3Case(material, Dense: false, few))];
    }

    private int Seeds(Fig3Case one) => one.Dense ? _request.Seeds : 1;

    private Fig3Trial? Try(Fig3Case one, int turn, double share)
    {
        var started = _session.Clock.GetTimestamp();
        var seed = _request.Options.Seed + turn;
        var selection = new TrainingSelection
        {
            Few = one.Few,
            Triples = one.Triples,
            DenseFraction = _request.Fraction,
            Seed = _request.Options.Seed,
            Turn = turn
        };
        var training = selection.Pick([_sets[(one.Material, false)]], one.Dense ? [_sets[(one.Material, true)]] : []);
        var options = _request.Options with { Seed = seed, Budget = share * _request.Options.Budget };
        _session.Say($"{one.Name}, seed {seed}: {training.Samples.Length} structures train");
        var book = ProgressView.Watch(
            _session, progress => LocalCampaign.Run(training, options, null, progress, _session.Clock, _session.Cancellation));
        if (book is null || _session.Cancellation.IsCancellationRequested)
            return null;
        // The figure is of errors: the reading that has the least.
        book = BookReadings.In(book, Reading.Close);
        var tested = _sets[(one.Material, one.Dense)];
        var trial = new Fig3Trial(seed, book, tested, Evaluation.Predict(new Composer(book), tested, minDefects: 3));
        var errors = trial.Errors;
        _session.Say(
            $"{one.Name}, seed {seed}: energy {Written.MeV(errors.Errors[Fig3Row.Energy].MeanAbsolute)}, gap "
                + $"{Written.MeV(errors.Errors[Fig3Row.Gap].MeanAbsolute)} meV on {errors.Structures} structures, "
                + $"{_session.Clock.GetElapsedTime(started).TotalSeconds:0} s");
        return trial;
    }

    private string Folder(string material, bool dense) => dense
        ? Path.Combine(_request.Root, "high_density_defects", $"{material}_500")
        : Path.Combine(_request.Root, "low_density_defects", material);
}
