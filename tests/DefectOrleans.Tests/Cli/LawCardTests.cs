using System.Globalization;
using System.Text.Json.Nodes;
using DefectOrleans.Cli.Fitting;
using DefectOrleans.Cli.Output;
using DefectOrleans.Engine.Fitting;
using DefectOrleans.Engine.Formulas;
using DefectOrleans.Engine.Formulas.Text;
using DefectOrleans.Engine.Numerics;
using DefectOrleans.Engine.Segvae.Search;

namespace DefectOrleans.Tests.Cli;

public class LawCardTests
{
    [Fact]
    public void A_law_with_noise_has_its_numbers_with_errors_and_its_neighbours() => Holds(
        "fit-noisy", "signal", Points(x => 2.5 * Math.Exp(-1.3 * x) + 0.5, noise: 0.03, "t"),
        "1.9875/(t + 0.62685)", "0.48 + 2.51*0.2853^t", "2.5358*0.28438^t - 0.02*sin(2.6467*t) + 0.47726");

    [Fact]
    public void A_law_without_noise_has_the_digits_it_needs() => Holds(
        "fit-exact", "y", Points(x => 3 * x + 1, noise: 0, "x"), "3.2609*x", "3.0*(x + 0.33333333333333333)");

    [Fact]
    public void A_law_of_powers_is_written_as_in_books() => Holds(
        "fit-powers", "E_pair", Points(x => 10.034 / Math.Pow(x, 12) - 5.669 / Math.Pow(x, 6), noise: 1e-4, "r"),
        "0.3/r", "-5.6*r*(r^(-7) - 1.7*r^(-13))");

    [Fact]
    public void Programs_get_the_card_and_the_errors()
    {
        var answer = Answer(
            "signal", Points(x => 2.5 * Math.Exp(-1.3 * x) + 0.5, noise: 0.03, "t"),
            "1.9875/(t + 0.62685)", "0.48 + 2.51*0.2853^t");
        using var writer = new StringWriter(CultureInfo.InvariantCulture);
        JsonDocuments.Write(writer, FitReport.Json(answer, seconds: 1));
        Approved.Holds("fit-json", writer.ToString());

        var best = JsonNode.Parse(writer.ToString())!["best"]!;
        Assert.Equal(best["numbers"]!.AsArray().Count, best["standard_errors"]!.AsArray().Count);
    }

    private static void Holds(string name, string target, PointTable points, params string[] front)
    {
        using var writer = new StringWriter(CultureInfo.InvariantCulture);
        FitReport.Write(Consoles.Over(writer), Answer(target, points, front));
        Approved.Holds(name, writer.ToString());
    }

    private static FitAnswer Answer(string target, PointTable points, params string[] front)
    {
        var candidates =
            front.Select(text => Fitted(points, text)).Select(f => new Candidate(f, 0, f.Complexity));
        return FitAnswer.From(
            new FitTable(points, target, points.Names),
            new SearchResult([.. candidates], SearchEnd.Epochs, 3, 1000, 100, TimeSpan.FromSeconds(2)));
    }

    private static Expression Fitted(PointTable points, string text)
    {
        var formula = FormulaText.Parse(text, points.Names);
        double[] constants = [.. formula.Constants];
        new LevenbergMarquardt(new Evaluator(points)).Fit(formula.Tokens.AsSpan(), constants, new FitOptions());
        return formula with { Constants = [.. constants] };
    }

    private static PointTable Points(Func<double, double> law, double noise, string name)
    {
        var random = new SeededRandom(5);
        double[] x = [.. Enumerable.Range(0, 30).Select(i => 0.9 + 0.1 * i)];
        return new PointTable([x], [.. x.Select(v => law(v) + noise * random.NextNormal())], names: [name]);
    }
}
