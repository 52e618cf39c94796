using System.Globalization;

namespace DefectOrleans.Engine.Crystals.Formats;

/// <summary>A symmetry operation on fractional positions: a row (factors of x, y, z) and a shift for each coordinate.</summary>
internal sealed record SymmetryOperation(Vec3 RowX, Vec3 RowY, Vec3 RowZ, Vec3 Shift)
{
    /// <summary>Leaves every position as it is.</summary>
    public static SymmetryOperation Identity { get; } = new(new(1, 0, 0), new(0, 1, 0), new(0, 0, 1), new(0, 0, 0));

    /// <summary>The position's image.</summary>
    public Vec3 Apply(Vec3 p) => new Vec3(RowX.Dot(p), RowY.Dot(p), RowZ.Dot(p)) + Shift;

    /// <summary>The operation of its written form such as <c>-x+1/2, y, z-0.25</c>; null where it is none.</summary>
    public static SymmetryOperation? Parse(ReadOnlySpan<char> text)
    {
        var rows = new (Vec3 Row, double Shift)[3];
        var parts = text.ToString().Split(',');
        if (parts.Length != 3)
            return null;
        for (var i = 0; i < 3; i++)
        {
            if (ParseRow(string.Concat(parts[i].Where(letter => !char.IsWhiteSpace(letter)))) is not { } row)
                return null;
            rows[i] = row;
        }
        return new(rows[0].Row, rows[1].Row, rows[2].Row, new(rows[0].Shift, rows[1].Shift, rows[2].Shift));
    }

    private static (Vec3 Row, double Shift)? ParseRow(string text)
    {
        var (row, shift, at) = (new Vec3(0, 0, 0), 0.0, 0);
        if (text.Length == 0)
            return null;
        while (at < text.Length)
        {
            var sign = text[at] == '-' ? -1 : 1;
            if (text[at] is '+' or '-')
                at++;
            else if (at > 0)
                return null;
            var start = at;
            while (at < text.Length && (char.IsAsciiDigit(text[at]) || text[at] is '.' or '/' or '*'))
                at++;
            if (Fraction(text.AsSpan(start, at - start).TrimEnd('*')) is not { } factor)
                return null;
            if (at < text.Length && char.ToLowerInvariant(text[at]) is var axis and >= 'x' and <= 'z')
            {
                row += sign * factor * new Vec3(axis == 'x' ? 1 : 0, axis == 'y' ? 1 : 0, axis == 'z' ? 1 : 0);
                at++;
            }
            else if (start == at)
            {
                return null;
            }
            else
            {
                shift += sign * factor;
            }
        }
        return (row, shift);
    }

    private static double? Fraction(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty)
            return 1;
        var slash = text.IndexOf('/');
        if (!double.TryParse(slash < 0 ? text : text[..slash], NumberStyles.Float, CultureInfo.InvariantCulture, out var above))
            return null;
        if (slash < 0)
            return above;
        return double.TryParse(text[(slash + 1)..], NumberStyles.Float, CultureInfo.InvariantCulture, out var below) && below != 0
            ? above / below
            : null;
    }
}
