using DefectOrleans.Engine.Formulas;
using DefectOrleans.Engine.Formulas.Rules;

namespace DefectOrleans.Engine.Segvae.Network;

/// <summary>
/// The network that knows the language of formulas before any search: pretrained by <c>defects pretrain</c>, shipped
/// with the engine.
/// </summary>
public static class PretrainedNetwork
{
    private const string Resource = "DefectOrleans.Engine.pretrained.weights";

    private static readonly Lazy<byte[]> Shipped = new(() =>
    {
        using var stream = typeof(PretrainedNetwork).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"The engine was built without its resource {Resource}.");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    });

    private static readonly TokenSet KnownLeaves = Token.Leaves & TokenSet.Range(0, Token.PretrainedCount);

    /// <summary>How many random formulas the shipped network was pretrained on.</summary>
    public const int Formulas = 20_000;

    /// <summary>
    /// Which formulas a network learns: the leaves with ids below <see cref="Token.PretrainedCount"/> and some operators, at most
    /// 15 tokens and the default nesting.
    /// </summary>
    /// <param name="operators">The operators; the shipped network learned the usual ones.</param>
    public static FormulaRules LanguageOf(TokenSet operators) => new()
    {
        Allowed = operators | KnownLeaves, MaxLength = 15, MaxConstants = 6, AllowNumericSubtrees = false,
    };

    /// <summary>A copy of the shipped network.</summary>
    public static IFormulaNetwork Load() => ManagedNetwork.Read(Weights());

    /// <summary>The shipped network's file.</summary>
    internal static Stream Weights() => new MemoryStream(Shipped.Value, writable: false);

    /// <summary>Pretrains a network anew on random formulas.</summary>
    /// <param name="options">Epochs, batch, seed.</param>
    /// <param name="formulas">How many random formulas.</param>
    /// <param name="operators">The operators that they are built from.</param>
    /// <param name="threads">Threads; the result does not depend on them.</param>
    /// <param name="progress">Called after each epoch.</param>
    /// <param name="clock">For steps per second alone.</param>
    /// <param name="cancellation">Ends it between steps.</param>
    public static ManagedNetwork Train(
        PretrainingOptions options,
        int formulas,
        TokenSet operators,
        int threads,
        Action<PretrainingProgress>? progress,
        TimeProvider clock,
        CancellationToken cancellation)
    {
        var shape = new NetworkShape { Tokens = Math.Max(Token.PretrainedCount, (operators | KnownLeaves).Tokens().Max() + 1) };
        var network = ManagedNetwork.Create(shape, options.Seed, threads);
        var sequences = RandomFormulas.Draw(formulas, LanguageOf(operators), shape.Steps, options.Seed);
        Pretraining.Run(network, sequences, options, progress, clock, cancellation);
        return network;
    }
}
