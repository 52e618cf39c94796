using System.Globalization;
using DefectOrleans.Cli.Output;
using DefectOrleans.Engine.Formulas;
using DefectOrleans.Engine.Formulas.Text;
using Spectre.Console;

namespace DefectOrleans.Cli.Fitting;

/// <summary>
/// All that there is to say of a chosen formula: its numbers with their errors, how well it fits, where it was learned, and
/// what the next simpler and the next more complex formula of the front take more to be told.
/// </summary>
/// <param name="Table">What it is a law of.</param>
/// <param name="Chosen">The formula.</param>
/// <param name="Simpler">The next simpler formula of the front; null for none.</param>
/// <param name="MoreComplex">The next more complex one; null for none.</param>
internal sealed record LawCard(FitTable Table, FitFormula Chosen, FitFormula? Simpler, FitFormula? MoreComplex)
{
    private const int RangeDigits = 6;

    /// <summary>The card of an answer that has a chosen formula.</summary>
    public static LawCard Of(FitAnswer answer)
    {
        var complexity = answer.Best!.Rated.Complexity;
        return new(
            answer.Table, answer.Best, answer.Front.LastOrDefault(formula => formula.Rated.Complexity < complexity),
            answer.Front.FirstOrDefault(formula => formula.Rated.Complexity > complexity));
    }

    /// <summary>Writes the card for people, a line a fact.</summary>
    public void Write(IAnsiConsole console)
    {
        var points = Table.Points;
        Row("Law", $"{Table.Target} = {Text(Chosen)}");
        Row("", $@"\[ {Latex} \]");
        Row("Points", string.Create(CultureInfo.InvariantCulture,
            $"{points.Count}; mean error {FitReport.Error(Chosen.Rated.MeanAbsolute)}, "
                + $"on left-out points {FitReport.Error(Chosen.Rated.LeftOut)}"));
        Row("Learned", string.Join(", ", Ranges.Select(range =>
            $"{NumberText.Write(range.From, RangeDigits)} ≤ {range.Name} ≤ {NumberText.Write(range.To, RangeDigits)}")));
        if (Simpler is not null)
            Row("Simpler", $"{Text(Simpler)}, ΔL = {Nats(Simpler)} nats");
        if (MoreComplex is not null)
            Row("More complex", $"{Text(MoreComplex)}, ΔL = {Nats(MoreComplex)} nats");
        console.Line("");

        void Row(string what, string text) => console.Line($"{what,-14}{text}".TrimEnd());
    }

    /// <summary>The card as a part of a JSON document.</summary>
    public object Json() => new
    {
        law = Text(Chosen),
        latex = Latex,
        points = Table.Points.Count,
        mae = Chosen.Rated.MeanAbsolute,
        left_out_mae = Chosen.Rated.LeftOut,
        learned = Ranges.Select(range => new { variable = range.Name, from = range.From, to = range.To }),
        simpler = Neighbour(Simpler),
        more_complex = Neighbour(MoreComplex),
    };

    private IEnumerable<(string Name, double From, double To)> Ranges =>
        Table.Points.Names.Zip(Table.Points.Variables, (name, column) => (name, column.Min(), column.Max()));

    private string Latex =>
        FormulaText.Print(Expression.Variable(0), FormulaLanguage.Latex, [Table.Target])
            + $" = {Chosen.Numbers.Print(FormulaLanguage.Latex, Table.Points.Names)}";

    private string Text(FitFormula formula) => formula.Numbers.Print(FormulaLanguage.Text, Table.Points.Names);

    /// <summary>How much longer its description is than the chosen one's; negative of one that was passed over.</summary>
    private double Longer(FitFormula formula) => formula.Length - Chosen.Length;

    private string Nats(FitFormula formula) => Longer(formula).ToString("+0.0;-0.0;0.0", CultureInfo.InvariantCulture);

    private object? Neighbour(FitFormula? formula) => formula is null
        ? null
        : new { law = Text(formula), complexity = formula.Rated.Complexity, delta_l_nats = Longer(formula) };
}
