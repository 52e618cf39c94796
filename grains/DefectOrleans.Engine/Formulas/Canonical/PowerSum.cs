namespace DefectOrleans.Engine.Formulas.Canonical;

/// <summary>
/// A number and terms: products of powers, each with a coefficient. No two terms differ by their coefficients alone.
/// </summary>
internal sealed partial class PowerSum
{
    private readonly SortedDictionary<Expression, (double Coefficient, PowerProduct Body)> _terms =
        new(Comparer<Expression>.Create((left, right) =>
            right.Complexity != left.Complexity ? right.Complexity - left.Complexity : CanonicalForm.Compare(left, right)));

    private PowerSum(double number) => Number = number;

    /// <summary>What is no term.</summary>
    public double Number { get; private set; }

    /// <summary>The terms, the most complex first.</summary>
    public IReadOnlyCollection<(double Coefficient, PowerProduct Body)> Terms => _terms.Values;

    /// <summary>Whether it has no terms.</summary>
    public bool IsNumber => _terms.Count == 0;

    /// <summary>A number.</summary>
    public static PowerSum Of(double number) => new(number);

    /// <summary>One term.</summary>
    public static PowerSum Of(double coefficient, PowerProduct body)
    {
        var sum = new PowerSum(0);
        sum.Add(coefficient, body);
        return sum;
    }

    /// <summary>This sum and a multiple of another.</summary>
    public PowerSum Plus(PowerSum other, double times)
    {
        var sum = new PowerSum(Number + times * other.Number);
        foreach (var (coefficient, body) in Terms)
            sum.Add(coefficient, body);
        foreach (var (coefficient, body) in other.Terms)
            sum.Add(times * coefficient, body);
        return sum;
    }

    /// <summary>A multiple of it.</summary>
    public PowerSum Times(double number) => Of(0).Plus(this, number);

    /// <summary>Its terms divided, which gives back what a multiplication made where the inverse would round.</summary>
    private PowerSum DividedBy(double number)
    {
        var sum = new PowerSum(Number / number);
        foreach (var (coefficient, body) in Terms)
            sum.Add(coefficient / number, body);
        return sum;
    }

    /// <summary>The product of both; null where it is not finite.</summary>
    public PowerSum? Times(PowerSum other)
    {
        if (IsNumber)
            return other.Times(Number);
        if (other.IsNumber)
            return Times(other.Number);
        var ((a, first), (b, second)) = (AsTerm(), other.AsTerm());
        var product = Of(a * b, first.Times(second));
        if (IsTerm == other.IsTerm)
            return product;
        // c·r·(r^−7 − r^−13) is a sum of two powers: multiplied out where that is as short.
        var expanded = IsTerm ? other.Expanded(Terms.First()) : Expanded(other.Terms.First());
        return expanded.Write().Complexity <= product.Write().Complexity ? expanded : product;
    }

    private bool IsTerm => Number == 0 && _terms.Count == 1;

    private PowerSum Expanded((double Coefficient, PowerProduct Body) factor)
    {
        var sum = Of(0);
        if (Number != 0)
            sum.Add(Number * factor.Coefficient, factor.Body);
        foreach (var (coefficient, body) in Terms)
            sum.Add(coefficient * factor.Coefficient, body.Times(factor.Body));
        return sum;
    }

    /// <summary>It to a power that is a number; null where it is not finite.</summary>
    public PowerSum? ToThe(double exponent)
    {
        if (exponent == 0)
            return Of(1);
        if (exponent == 1)
            return this;
        if (IsNumber)
            return double.IsFinite(Math.Pow(Number, exponent)) ? Of(Math.Pow(Number, exponent)) : null;
        var (coefficient, body) = AsTerm();
        if (double.IsInteger(exponent))
            return Finite(Math.Pow(coefficient, exponent), body.ToThe(exponent)!);

        // No root of a negative number: only the size of the coefficient comes out.
        var size = Math.Abs(coefficient);
        var root = Math.Pow(size, exponent);
        if (CanonicalForm.IsLiteral(size) && !CanonicalForm.IsLiteral(root))
            (size, root) = (1, 1);
        if (size == coefficient && body.ToThe(exponent) is { } whole)
            return Finite(root, whole);
        var inside = Of(coefficient / size, body.WithoutRate()).Write();
        var result = PowerProduct.Of(inside, exponent);
        return Finite(root, body.Rate is { } rate ? result.Times(PowerProduct.Exponential(rate.Times(exponent))) : result);
    }

    /// <summary>
    /// It as one product: a sum of several terms becomes a factor whose first term has the coefficient 1, or whose whole
    /// coefficients have no common divisor.
    /// </summary>
    public (double Coefficient, PowerProduct Body) AsTerm()
    {
        if (IsTerm)
            return Terms.First();
        var scale = Scale();
        return (scale, PowerProduct.Of(DividedBy(scale).Write()));
    }

    private double Scale()
    {
        const double LargestWhole = 1000;
        var first = Terms.First().Coefficient;
        double[] numbers = [Number, .. Terms.Select(term => term.Coefficient)];
        if (!numbers.All(number => double.IsInteger(number) && Math.Abs(number) <= LargestWhole))
            return first;
        var divisor = numbers.Aggregate(0, (common, number) => Divisor(common, Math.Abs((int)number)));
        return Math.CopySign(divisor, first);
    }

    private static int Divisor(int left, int right) => right == 0 ? left : Divisor(right, left % right);

    private static PowerSum? Finite(double coefficient, PowerProduct body) =>
        double.IsFinite(coefficient) && coefficient != 0 ? body.IsOne ? Of(coefficient) : Of(coefficient, body) : null;

    private void Add(double coefficient, PowerProduct body)
    {
        if (body.IsOne)
        {
            Number += coefficient;
            return;
        }
        var key = body.Written;
        var sum = _terms.TryGetValue(key, out var own) ? own.Coefficient + coefficient : coefficient;
        if (sum == 0)
            _terms.Remove(key);
        else
            _terms[key] = (sum, body);
    }
}
