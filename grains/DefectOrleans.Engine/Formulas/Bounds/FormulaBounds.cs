using DefectOrleans.Engine.Formulas.Text;

namespace DefectOrleans.Engine.Formulas.Bounds;

/// <summary>
/// Bounds of a formula and of its slope and curvature while its variables go along a line. One per thread; does not
/// allocate once warm.
/// </summary>
internal sealed class FormulaBounds
{
    private Jet[] _open = [];

    /// <summary>Bounds over a stretch of a line.</summary>
    /// <param name="tokens">The formula.</param>
    /// <param name="constants">Its constants.</param>
    /// <param name="variables">What each variable does along the stretch.</param>
    public Jet Of(ReadOnlySpan<byte> tokens, ReadOnlySpan<double> constants, ReadOnlySpan<Jet> variables)
    {
        if (_open.Length < tokens.Length)
            _open = new Jet[tokens.Length];
        var (depth, constant) = (0, constants.Length);
        for (var i = tokens.Length - 1; i >= 0; i--)
        {
            var token = tokens[i];
            if (OperatorRegistry.Find(token) is { } entry)
            {
                var first = _open[--depth];
                var second = entry.Arity == 2 ? _open[--depth] : first;
                _open[depth++] = entry.Bound(first, second);
            }
            else
            {
                _open[depth++] = Token.IsVariable(token)
                    ? variables[token - Token.Variable]
                    : Jet.Of(token == Token.Constant ? constants[--constant] : Literal.Value(token));
            }
        }
        return _open[0];
    }
}
