namespace DefectOrleans.Engine.Formulas.Canonical;

/// <summary>How sums of products become formulas.</summary>
internal sealed partial class PowerSum
{
    /// <summary>The sum as a formula.</summary>
    public Expression Write()
    {
        var parts = Parts();
        // Begin with what needs no sign, so that −a + b is b − a.
        var first = parts.FindIndex(part => part.Sign > 0);
        var sum = first >= 0 ? parts[first].Size
            : Number > 0 || parts.Count == 0 ? Expression.Number(Number)
            : Negative(parts[0].Term);
        var numberFirst = first < 0 && (Number > 0 || parts.Count == 0);
        first = first < 0 && !numberFirst ? 0 : first;
        for (var i = 0; i < parts.Count; i++)
        {
            if (i != first)
                sum = Expression.Apply(parts[i].Sign > 0 ? Token.Add : Token.Subtract, sum, parts[i].Size);
        }
        if (numberFirst || Number == 0)
            return sum;
        return Expression.Apply(Number > 0 ? Token.Add : Token.Subtract, sum, Expression.Number(Math.Abs(Number)));
    }

    /// <summary>Terms of one coefficient are in one part: a·x + a·y is a·(x + y).</summary>
    private List<(int Sign, Expression Size, (double Coefficient, PowerProduct? Body, Expression? Sum) Term)> Parts()
    {
        var parts = new List<(int, Expression, (double, PowerProduct?, Expression?))>();
        foreach (var group in Terms.GroupBy(term => Math.Abs(term.Coefficient)))
        {
            var count = group.Count();
            if (group.Key == 1 || count == 1)
            {
                foreach (var (coefficient, body) in group)
                    parts.Add((Math.Sign(coefficient), ProductWriting.Write(group.Key, body), (coefficient, body, null)));
                continue;
            }
            var sign = group.Any(term => term.Coefficient > 0) ? 1 : -1;
            var inside = Of(0);
            foreach (var (coefficient, body) in group)
                inside.Add(sign * Math.Sign(coefficient), body);
            var written = inside.Write();
            var size = Expression.Apply(Token.Multiply, Expression.Number(group.Key), written);
            parts.Add((sign, size, (sign * group.Key, null, written)));
        }
        return parts;
    }

    private static Expression Negative((double Coefficient, PowerProduct? Body, Expression? Sum) term) =>
        term.Body is { } body
            ? ProductWriting.Write(term.Coefficient, body)
            : Expression.Apply(Token.Multiply, Expression.Number(term.Coefficient), term.Sum!);
}
