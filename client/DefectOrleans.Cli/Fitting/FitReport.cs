using System.Globalization;
using DefectOrleans.Cli.Output;
using DefectOrleans.Cli.Words;
using DefectOrleans.Engine.Formulas.Text;
using DefectOrleans.Engine.Segvae.Search;
using Spectre.Console;

namespace DefectOrleans.Cli.Fitting;

/// <summary>A fit's answer for people and for programs.</summary>
internal static class FitReport
{
    /// <summary>
    /// Writes the front as a table, the chosen formula's law card, and that formula in each language with every digit.
    /// </summary>
    public static void Write(IAnsiConsole console, FitAnswer answer)
    {
        var points = answer.Table.Points;
        console.Line(string.Create(
            CultureInfo.InvariantCulture,
            $"{answer.Table.Target} of {string.Join(", ", points.Names)}, {points.Count} points: {answer.Search.Scored} formulas "
                + $"scored in {Duration.Write(answer.Search.Elapsed)} and {answer.Search.Epochs} epochs"));
        var table = Tables.New(2, "", "Formula", "Complexity", "MAE", "MSE", "Left-out MAE");
        foreach (var formula in answer.Front)
        {
            table.Add(
                formula == answer.Best ? "*" : "",
                formula.Numbers.Print(FormulaLanguage.Text, points.Names),
                Written.Count(formula.Rated.Complexity),
                Error(formula.Rated.MeanAbsolute),
                Error(formula.MeanSquare),
                Error(formula.Rated.LeftOut));
        }
        console.Write(table);
        LawCard.Of(answer).Write(console);
        foreach (var (language, _, title) in FormulaText.Languages)
        {
            var text = FormulaText.Print(answer.Best!.Rated.Expression, language, points.Names, readable: true);
            console.Line($"{title,-6}  {text}");
        }
    }

    /// <summary>The answer as a JSON document.</summary>
    public static object Json(FitAnswer answer, double seconds)
    {
        var names = answer.Table.Points.Names;
        var best = answer.Best!.Rated.Expression;
        return new
        {
            best = new
            {
                formula = FormulaText.Print(best, names: names, readable: true),
                complexity = answer.Best.Rated.Complexity,
                mae = answer.Best.Rated.MeanAbsolute,
                mse = answer.Best.MeanSquare,
                left_out_mae = answer.Best.Rated.LeftOut,
                numbers = answer.Best.Rated.Expression.Constants,
                standard_errors = answer.Best.Numbers.StandardErrors,
                card = LawCard.Of(answer).Json(),
                latex = FormulaText.Print(best, FormulaLanguage.Latex, names),
                sympy = FormulaText.Print(best, FormulaLanguage.SymPy, names, readable: true),
                python = FormulaText.Print(best, FormulaLanguage.Python, names, readable: true),
                csharp = FormulaText.Print(best, FormulaLanguage.CSharp, names, readable: true),
            },
            pareto = answer.Front.Select(f => new
            {
                formula = FormulaText.Print(f.Rated.Expression, names: names, readable: true),
                complexity = f.Rated.Complexity,
                mae = f.Rated.MeanAbsolute,
                mse = f.MeanSquare,
                left_out_mae = f.Rated.LeftOut,
                numbers = f.Rated.Expression.Constants,
                standard_errors = f.Numbers.StandardErrors,
            }),
            seconds = Math.Round(seconds, 3),
            target = answer.Table.Target,
            variables = names,
            columns = answer.Table.Columns.Select((column, k) => new Dictionary<string, string>(
                FormulaText.Languages.Select(l => KeyValuePair.Create(l.Key, answer.Table.NamesIn(l.Language)[k]))
                    .Prepend(new("column", column)))),
            points = answer.Table.Points.Count,
            epochs = answer.Search.Epochs,
            scored = answer.Search.Scored,
            ended = answer.Search.End switch
            {
                SearchEnd.Budget => "budget",
                SearchEnd.Epochs => "epochs",
                SearchEnd.Target => "exact",
                SearchEnd.Cancelled => "cancelled",
                _ => "no progress",
            },
        };
    }

    /// <summary>An error in the target's unit, three digits.</summary>
    public static string Error(double error) => double.IsFinite(error) ? error.ToString("G3", CultureInfo.InvariantCulture) : "–";
}
