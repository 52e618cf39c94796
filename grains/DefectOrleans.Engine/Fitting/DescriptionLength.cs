using DefectOrleans.Engine.Formulas;

namespace DefectOrleans.Engine.Fitting;

/// <summary>
/// How long it takes to say some data by a formula, in nats: the shorter, the better the formula explains them (minimum
/// description length after Bartlett, Desmond and Ferreira 2023, arXiv 2211.11461). Points cannot tell a law from one
/// formula picked among a million for having passed through them; what the million cost can.
/// </summary>
/// <remarks>
/// The unit of a variable or of the target plays no part. A fitted number enters by |θ|·√F alone, its size in steps of its
/// own precision, and a change of unit that multiplies θ divides √F. Misfits of a target in another unit all move by the
/// same sum. Round numbers do know the unit (3 km is 3000 m), so a table's numbers are brought near 1 first.
/// </remarks>
/// <param name="Misfit">−log likelihood of the points, up to a sum that all formulas for them share.</param>
/// <param name="Structure">k·log q: k tokens of q kinds.</param>
/// <param name="Numbers">Fitted numbers to their precision, and round ones.</param>
public readonly record struct DescriptionLength(double Misfit, double Structure, double Numbers)
{
    // A number that is below its own precision says its sign at most.
    private static readonly double LeastNumber = Math.Log(2);

    /// <summary>All of it.</summary>
    public double Total => Misfit + Structure + Numbers;

    /// <summary>The length of a formula, or of a law for many tables.</summary>
    /// <param name="misfit">−log likelihood; <see cref="MisfitOf"/> and <see cref="KnownMisfitOf"/> give it.</param>
    /// <param name="tokens">The form in prefix order, said once however many tables it is for.</param>
    /// <param name="fitted">Fitted numbers θ, own ones of every table and shared ones.</param>
    /// <param name="fisher">
    /// For each of them F = Σ w (∂f/∂θ)²/σ², by derivatives of the formula as it is, not of a scaled one.
    /// </param>
    /// <param name="round">Round numbers that are no literals among the tokens.</param>
    public static DescriptionLength Of(
        double misfit, ReadOnlySpan<byte> tokens, ReadOnlySpan<double> fitted, ReadOnlySpan<double> fisher,
        ReadOnlySpan<double> round)
    {
        if (fitted.Length != fisher.Length)
            throw new ArgumentException(
                $"{fisher.Length} Fisher informations for {fitted.Length} fitted numbers.", nameof(fisher));
        var numbers = RoundNumber.LengthOfLiterals(tokens);
        for (var j = 0; j < fitted.Length; j++)
            numbers += Math.Max(LeastNumber, 0.5 * Math.Log(fisher[j] / 3) + Math.Log(Math.Abs(fitted[j])));
        foreach (var number in round)
            numbers += RoundNumber.Length(number);
        return new DescriptionLength(misfit, tokens.Length * Math.Log(KindsOf(tokens)), numbers);
    }

    /// <summary>−log likelihood of points whose noise is not known: (n/2)·log(RSS/n).</summary>
    /// <param name="squares">RSS, the sum of squared residuals, weights of mean 1.</param>
    /// <param name="points">n.</param>
    /// <param name="floor">Mean square that is rounding, above 0: nothing below it is a better fit.</param>
    public static double MisfitOf(double squares, int points, double floor) =>
        0.5 * points * Math.Log(Math.Max(squares / points, floor));

    /// <summary>−log likelihood of points whose noise is known: RSS/2σ² + n·log σ.</summary>
    /// <param name="squares">RSS, the sum of squared residuals, weights of mean 1.</param>
    /// <param name="points">n.</param>
    /// <param name="sigma">σ, standard deviation of the noise, in the target's unit; above 0.</param>
    public static double KnownMisfitOf(double squares, int points, double sigma) =>
        squares / (2 * sigma * sigma) + points * Math.Log(sigma);

    /// <summary>
    /// Whether a number is smaller than a step of its own precision, |θ|·√(F/12) &lt; 1: the points do not tell it from 0.
    /// </summary>
    /// <param name="number">θ.</param>
    /// <param name="fisher">F.</param>
    public static bool IsNothing(double number, double fisher) => !(Math.Abs(number) * Math.Sqrt(fisher / 12) >= 1);

    /// <summary>How many kinds of tokens a form is written with: all fitted numbers are one kind, all literals another.</summary>
    private static int KindsOf(ReadOnlySpan<byte> tokens)
    {
        var kinds = new TokenSet(0);
        foreach (var token in tokens)
            kinds = kinds.With(Token.IsLiteral(token) ? Token.Integer : token);
        // Of one kind alone too, something says where the formula ends.
        return Math.Max(2, kinds.Count);
    }
}
