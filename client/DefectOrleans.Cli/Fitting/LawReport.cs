using System.Collections.Immutable;
using System.Globalization;
using DefectOrleans.Cli.Output;
using DefectOrleans.Cli.Words;
using DefectOrleans.Engine.Formulas;
using DefectOrleans.Engine.Formulas.Text;
using DefectOrleans.Engine.Laws;
using DefectOrleans.Engine.Segvae.Search;
using Spectre.Console;

namespace DefectOrleans.Cli.Fitting;

/// <summary>A law for people and for programs: what it says, its shared numbers, and each group's own.</summary>
internal static class LawReport
{
    /// <summary>Answers with a law, or says that there is none.</summary>
    /// <returns>The exit code.</returns>
    public static int Answer(Session session, LawAnswer? answer, double seconds, bool json)
    {
        if (answer is null)
        {
            session.Say("defects: ended before a law was found");
            return ExitCode.EndedEarly;
        }
        if (json)
            JsonDocuments.Write(session.Out, Json(answer, seconds));
        else
            Write(session.Answers, answer);
        if (answer.Search?.End != SearchEnd.Cancelled)
            return ExitCode.Done;
        session.Say("defects: ended early; this is what was found");
        return ExitCode.EndedEarly;
    }

    /// <summary>Writes the front, the law, and a table of the groups' own numbers with their errors.</summary>
    public static void Write(IAnsiConsole console, LawAnswer answer)
    {
        var (table, points) = (answer.Table, answer.Table.Whole.Points);
        var groups = table.Column is null ? "" : $" in {table.Names.Length} groups of {table.Column}";
        var search = answer.Search is not { } found ? "" : string.Create(
            CultureInfo.InvariantCulture,
            $": {found.Scored} laws scored in {Duration.Write(found.Elapsed)} and {found.Epochs} epochs");
        console.Line($"{table.Whole.Target} of {string.Join(", ", points.Names)}{groups}, {points.Count} points{search}");
        if (!answer.Front.IsEmpty)
            console.Write(Front(answer));
        console.Line($"Law       {table.Whole.Target} = {answer.Text.Form}");
        console.Line($"Points    {points.Count}; mean error {FitReport.Error(answer.MeanAbsolute(answer.Law))}");
        Neighbour("Simpler", answer.Simpler);
        Neighbour("More complex", answer.MoreComplex);
        foreach (var (name, _, offset) in answer.Numbers().Where(n => n.Name.Length > 0 && (!n.IsOwn || table.Column is null)))
            console.Line($"{name,-10}{Stated(answer.Law, offset)}");
        if (table.Column is not null && answer.Numbers().Any(number => number.IsOwn))
            console.Write(Groups(answer));

        void Neighbour(string what, DescribedLaw? law)
        {
            if (law is not null)
                console.Line($"{what}: {Written(answer, law).Form}, ΔL = {Nats(answer, law)} nats");
        }
    }

    /// <summary>The answer as a JSON document.</summary>
    public static object Json(LawAnswer answer, double seconds) => new
    {
        law = answer.Text.Form,
        target = answer.Table.Whole.Target,
        variables = answer.Table.Whole.Points.Names,
        complexity = answer.Law.Expression.Complexity,
        mae = answer.MeanAbsolute(answer.Law),
        mse = answer.Law.MeanSquare,
        description_length = answer.Law.Length.Total,
        own = answer.Numbers().Where(number => number.IsOwn).Select(number => number.Name),
        shared = answer.Numbers().Where(number => !number.IsOwn)
            .Select(number => Number(answer.Law, number.Name, number.Offset)),
        groups = answer.Table.Names.Select((name, group) => new
        {
            group = answer.Table.Column is null ? null : name,
            points = answer.Table.Tables[group].Count,
            mae = answer.MeanAbsolute(group),
            formula = FormulaText.Print(answer.Law.MemberOf(group), names: answer.Table.Whole.Points.Names),
            numbers = answer.Numbers().Where(number => number.IsOwn)
                .Select(number => Number(answer.Law, number.Name, number.Offset + group)),
        }),
        simpler = Neighbour(answer, answer.Simpler),
        more_complex = Neighbour(answer, answer.MoreComplex),
        pareto = answer.Front.Select(law => new
        {
            law = Written(answer, law).Form,
            own = law.Own,
            shared = law.Shared,
            complexity = law.Expression.Complexity,
            mae = answer.MeanAbsolute(law),
            description_length = law.Length.Total,
        }),
        points = answer.Table.Whole.Points.Count,
        seconds = Math.Round(seconds, 3),
        epochs = answer.Search?.Epochs,
        scored = answer.Search?.Scored,
    };

    /// <summary>A law with letters for own numbers, and shared ones to the digits that the points tell.</summary>
    public static LawText Written(LawAnswer answer, DescribedLaw law) =>
        Written(law, answer.Table.Whole.Points.Names, FormulaLanguage.Text);

    /// <summary>The same in a language.</summary>
    public static LawText Written(DescribedLaw law, IReadOnlyList<string> variables, FormulaLanguage language) =>
        LawText.Of(law.Expression, law.Tables, variables, language, [.. SharedOf(law)]);

    private static IEnumerable<string> SharedOf(DescribedLaw law)
    {
        var offset = 0;
        foreach (var token in law.Expression.Tokens.Where(Token.IsFitted))
        {
            if (token == Token.Shared)
                yield return Stated(law, offset);
            offset += token == Token.Constant ? law.Tables : 1;
        }
    }

    private static string Stated(DescribedLaw law, int at) =>
        NumberText.WithError(law.Expression.Constants[at], law.StandardErrors[at]);

    private static string Nats(LawAnswer answer, DescribedLaw law) =>
        answer.Longer(law).ToString("+0.0;-0.0;0.0", CultureInfo.InvariantCulture);

    private static object? Neighbour(LawAnswer answer, DescribedLaw? law) => law is null
        ? null
        : new { law = Written(answer, law).Form, complexity = law.Expression.Complexity, delta_l_nats = answer.Longer(law) };

    private static object Number(DescribedLaw law, string name, int at) => new
    {
        name = name.Length == 0 ? null : name,
        value = law.Expression.Constants[at],
        standard_error = double.IsFinite(law.StandardErrors[at]) ? law.StandardErrors[at] : (double?)null,
    };

    private static Table Front(LawAnswer answer)
    {
        var table = Tables.New(2, "", "Law", "Own", "Shared", "Complexity", "MAE", "ΔL");
        foreach (var law in answer.Front)
        {
            table.Add(
                law == answer.Law ? "*" : "",
                Written(answer, law).Form,
                Output.Written.Count(law.Own),
                Output.Written.Count(law.Shared),
                Output.Written.Count(law.Expression.Complexity),
                FitReport.Error(answer.MeanAbsolute(law)),
                Nats(answer, law));
        }
        return table;
    }

    private static Table Groups(LawAnswer answer)
    {
        var own = answer.Numbers().Where(number => number.IsOwn).ToImmutableArray();
        var table = Tables.New(1, [answer.Table.Column!, "Points", .. own.Select(number => number.Name), "MAE"]);
        for (var group = 0; group < answer.Table.Names.Length; group++)
        {
            table.Add(
            [
                answer.Table.Names[group],
                Output.Written.Count(answer.Table.Tables[group].Count),
                .. own.Select(number => Stated(answer.Law, number.Offset + group)),
                FitReport.Error(answer.MeanAbsolute(group)),
            ]);
        }
        return table;
    }
}
