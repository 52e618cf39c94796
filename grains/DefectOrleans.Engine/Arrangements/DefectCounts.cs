using System.Collections.Immutable;
using System.Globalization;
using DefectOrleans.Contracts;
using DefectOrleans.Engine.Books;
using DefectOrleans.Engine.Defects;

namespace DefectOrleans.Engine.Arrangements;

/// <summary>How many defects of a kind.</summary>
public readonly record struct DefectCount(DefectKind Kind, int Count)
{
    /// <inheritdoc/>
    public override string ToString() =>
        Count == 1 ? $"{Kind}" : string.Create(CultureInfo.InvariantCulture, $"{Count} {Kind}");
}

/// <summary>How many defects of each kind, written <c>V_Mo + 2 V_S</c>. Immutable.</summary>
public sealed class DefectCounts
{
    /// <summary>Most defects.</summary>
    public const int MostDefects = 1000;

    /// <summary>Defects of some kinds, each kind once.</summary>
    public DefectCounts(IEnumerable<DefectCount> counts) => Kinds = [.. counts];

    /// <summary>The kinds in the order given, none with a count of 0.</summary>
    public ImmutableArray<DefectCount> Kinds { get; }

    /// <summary>How many defects there are.</summary>
    public int Total => Kinds.Sum(kind => kind.Count);

    /// <summary>The defects that take shares of their element's sites in a supercell, to the nearest whole number.</summary>
    /// <exception cref="InputException">A share is none of a defect.</exception>
    public static DefectCounts Of(FormulaBook book, CellShape shape, IEnumerable<(DefectKind Kind, double Share)> shares)
    {
        var counts = new List<DefectCount>();
        foreach (var (kind, share) in shares)
        {
            var sites = (long)shape.Cells * book.Cell.Sites.Count(site => site.Element == kind.Site);
            var count = Math.Round(share * sites);
            if (sites > 0 && count is < 1 or > MostDefects)
                throw new InputException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{kind}={share} makes {count} defects on the {sites} {kind.Site} sites of {shape} unit cells; expected a "
                        + $"share that makes 1 to {MostDefects}"));
            counts.Add(new DefectCount(kind, Math.Max(1, (int)count)));
        }
        return new DefectCounts(counts);
    }

    /// <summary>The defects of the written form.</summary>
    /// <exception cref="InputException">It is none.</exception>
    public static DefectCounts Parse(string text)
    {
        var kinds = new List<DefectCount>();
        foreach (var term in text.Split('+', StringSplitOptions.TrimEntries))
        {
            var digits = term.AsSpan().IndexOfAnyExceptInRange('0', '9') is var end && end < 0 ? term.Length : end;
            var name = term[digits..].Trim();
            var count = 1;
            if (name.Length == 0 || digits > 0 && !IsCount(term.AsSpan(0, digits), out count))
                throw new InputException(
                    $"'{Names.Shown(term)}' in '{Names.Shown(text)}'; expected a kind with its count, such as 2 V_S in "
                        + $"\"V_Mo + 2 V_S\", at most {MostDefects} defects");
            if (Names.KindFault(name) is { } fault)
                throw new InputException(fault);
            var kind = DefectKind.Parse(name);
            if (kinds.Exists(k => k.Kind == kind))
                throw new InputException($"'{Names.Shown(text)}' has {kind} twice; expected each kind once with its count");
            kinds.Add(new DefectCount(kind, count));
        }
        var counts = new DefectCounts(kinds);
        return counts.Total <= MostDefects
            ? counts
            : throw new InputException($"'{Names.Shown(text)}' are {counts.Total} defects; expected at most {MostDefects}");
    }

    /// <inheritdoc/>
    public override string ToString() => string.Join(" + ", Kinds);

    private static bool IsCount(ReadOnlySpan<char> digits, out int count) =>
        int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out count) && count is > 0 and <= MostDefects;
}
