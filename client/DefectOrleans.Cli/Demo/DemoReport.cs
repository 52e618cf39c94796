using DefectOrleans.Cli.Output;
using DefectOrleans.Contracts;
using DefectOrleans.Engine.Defects;
using DefectOrleans.Engine.Evaluations;
using Spectre.Console;

namespace DefectOrleans.Cli.Demo;

/// <summary>What the demo shows.</summary>
/// <param name="Book">The book found.</param>
/// <param name="Comparisons">Laws beside formulas.</param>
/// <param name="Triples">Errors on triples, none of which trained the book.</param>
/// <param name="Prediction">Prediction of a structure with more defects.</param>
/// <param name="Structure">That structure.</param>
internal sealed record DemoReport(
    FormulaBook Book, IReadOnlyList<Comparison> Comparisons, SetErrors Triples, Prediction Prediction,
    DefectiveStructure Structure)
{
    private double TrueEnergy => MadeUpCrystal.FormationEnergy(Structure);

    private double TrueGap => MadeUpCrystal.Gap(Structure);

    /// <summary>Writes it for people.</summary>
    public void Write(IAnsiConsole console)
    {
        var (structures, seconds) = (Book.Provenance.Training.Sum(t => t.Count), Book.Provenance.Seconds);
        console.Line($"Laws of the made-up crystal and what was found in {structures} structures, {seconds:0} s");
        var laws = Tables.New(4, "Pair", "Property", "Law (eV, r in Å)", "Found", "Largest\ndifference\n(meV)", "Recovered");
        foreach (var each in Comparisons)
        {
            laws.Add(
                each.Law.Channel.ToString(), Written.Name(each.Property), each.Law.Text(each.Property), each.FoundText,
                Written.MeV(1000 * each.LargestDifferenceEv), each.IsRecovered ? "yes" : "no");
        }
        console.Write(laws);
        console.Line(
            $"E0: {Written.Ev(MadeUpCrystal.ReferenceEnergy)} eV is true, {Written.Ev(Book.ReferenceEnergy)} eV was found");
        console.Line("");
        EvaluationReport.Write(console, Triples);
        console.Line("");
        PredictionReport.Write(console, Prediction);
        console.Line($"True values: formation energy {Written.Ev(TrueEnergy)} eV, gap {Written.Ev(TrueGap)} eV");
    }

    /// <summary>The same as JSON.</summary>
    public object Json() => new
    {
        material = Book.Material,
        seconds = Book.Provenance.Seconds,
        reference_energy_eV = new { truth = MadeUpCrystal.ReferenceEnergy, found = Book.ReferenceEnergy },
        laws = Comparisons.Select(c => new
        {
            pair_type = c.Law.Channel.Type.ToString(),
            side = Written.Name(c.Law.Channel.Side),
            property = Written.Name(c.Property),
            law = c.Law.Text(c.Property),
            found = c.Found?.Chosen.Text,
            largest_difference_meV = 1000 * c.LargestDifferenceEv,
            complexity = c.Found?.Chosen.Complexity,
            recovered = c.IsRecovered,
        }),
        evaluation = EvaluationReport.Json(Triples),
        prediction = PredictionReport.Json(Prediction),
        truth = new { formation_energy_eV = TrueEnergy, gap_eV = TrueGap },
    };
}
