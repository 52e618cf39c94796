using System.Globalization;
using DefectOrleans.Cli.Output;
using DefectOrleans.Cli.Words;
using DefectOrleans.Engine.Formulas.Text;
using DefectOrleans.Engine.Segvae.Search;
using Spectre.Console;

namespace DefectOrleans.Cli.Fitting;

/// <summary>
/// Shows on standard error how a fit goes: the Pareto front drawn anew in place on a terminal, a line now and then elsewhere.
/// </summary>
internal sealed class FitProgress : IProgress<SearchProgress>
{
    private static readonly TimeSpan LiveInterval = TimeSpan.FromMilliseconds(250), LineInterval = TimeSpan.FromSeconds(5);

    /// <summary>A formula takes one line, however long it is.</summary>
    private const int FormulaWidth = 70;
    private const int Digits = 4;

    private readonly Session _session;
    private readonly Func<Candidate, string> _text;
    private readonly LiveDisplayContext? _display;
    private TimeSpan? _shown;

    private FitProgress(Session session, Func<Candidate, string> text, LiveDisplayContext? display) =>
        (_session, _text, _display) = (session, text, display);

    /// <summary>Does the work under a live display on a terminal, under plain lines elsewhere.</summary>
    public static T Watch<T>(Session session, Func<Candidate, string> text, Func<IProgress<SearchProgress>, T> work) =>
        session.Progress.Profile.Capabilities.Ansi
            ? session.Progress.Live(new Text("")).AutoClear(true).Start(display => work(new FitProgress(session, text, display)))
            : work(new FitProgress(session, text, null));

    /// <summary>A formula for a look.</summary>
    public static string Text(Candidate candidate, IReadOnlyList<string> names) =>
        FormulaText.Print(candidate.Expression, names: names, digits: Digits);

    /// <inheritdoc/>
    public void Report(SearchProgress value)
    {
        var interval = _display is null ? LineInterval : LiveInterval;
        if (value.Elapsed - _shown < interval)
            return;
        _shown = value.Elapsed;
        if (_display is not null)
            _display.UpdateTarget(new Rows(new Text(Headline(value)), Front(value)));
        else if (value.Front is [.., var best])
            _session.Say($"{Headline(value)}: MSE {FitReport.Error(best.Error)}, complexity {best.Complexity}: {Text(best)}");
    }

    private static string Headline(SearchProgress at) => string.Create(
        CultureInfo.InvariantCulture, $"epoch {at.Epoch}, {at.Scored} formulas scored, {Duration.Write(at.Elapsed)}");

    private Table Front(SearchProgress at)
    {
        var table = Tables.New(1, "Formula", "Complexity", "MSE");
        foreach (var candidate in at.Front)
            table.Add(Text(candidate), Written.Count(candidate.Complexity), FitReport.Error(candidate.Error));
        return table;
    }

    private string Text(Candidate candidate)
    {
        var text = _text(candidate);
        return text.Length <= FormulaWidth ? text : text[..(FormulaWidth - 1)] + "…";
    }
}
