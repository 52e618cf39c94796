using DefectOrleans.Engine.Formulas.Rewriting;

namespace DefectOrleans.Engine.Formulas.Canonical;

/// <summary>
/// A product of powers without a number: bases that are no products, each with its exponent, and one exponential of all
/// that stands in exponents of e.
/// </summary>
internal sealed class PowerProduct
{
    private readonly SortedDictionary<Expression, double> _powers = new(Comparer<Expression>.Create(CanonicalForm.Compare));
    private Expression? _written;

    /// <summary>The factor that is e to a sum; null for none.</summary>
    public PowerSum? Rate { get; private init; }

    /// <summary>Bases with their exponents, none 0.</summary>
    public IReadOnlyDictionary<Expression, double> Powers => _powers;

    /// <summary>Whether there is no factor.</summary>
    public bool IsOne => _powers.Count == 0 && Rate is null;

    /// <summary>The product as a formula.</summary>
    public Expression Written => _written ??= ProductWriting.Write(1, this);

    /// <summary>One base to a power.</summary>
    public static PowerProduct Of(Expression factor, double exponent = 1)
    {
        var product = new PowerProduct();
        product.Add(factor, exponent);
        return product;
    }

    /// <summary>e to a sum, which has no number.</summary>
    public static PowerProduct Exponential(PowerSum rate) => new() { Rate = rate };

    /// <summary>The product of both.</summary>
    public PowerProduct Times(PowerProduct other)
    {
        var rate = Rate is null ? other.Rate : other.Rate is null ? Rate : Rate.Plus(other.Rate, 1);
        var product = new PowerProduct { Rate = rate is { IsNumber: true } ? null : rate };
        foreach (var (factor, exponent) in _powers.Concat(other._powers))
            product.Add(factor, exponent);
        return product;
    }

    /// <summary>The product to a whole power, or a single factor to any that keeps its values.</summary>
    /// <returns>Null where a sign would be lost, as in √x².</returns>
    public PowerProduct? ToThe(double exponent)
    {
        var product = new PowerProduct { Rate = Rate?.Times(exponent) };
        var isWhole = double.IsInteger(exponent);
        if (!isWhole && _powers.Count > 1)
            return null;
        foreach (var (factor, own) in _powers)
        {
            var isEven = double.IsInteger(own) && double.IsEvenInteger(own);
            if (!isWhole && isEven && !double.IsEvenInteger(own * exponent) && factor.Root() != Operators.Absolute.Id)
                return null;
            product.Add(factor, own * exponent);
        }
        return product;
    }

    /// <summary>The same without the exponential, and the exponential alone.</summary>
    public PowerProduct WithoutRate()
    {
        var product = new PowerProduct();
        foreach (var (factor, exponent) in _powers)
            product.Add(factor, exponent);
        return product;
    }

    private void Add(Expression factor, double exponent)
    {
        _powers.TryGetValue(factor, out var own);
        _powers[factor] = own + exponent;
        if (own + exponent == 0)
            _powers.Remove(factor);
    }
}
