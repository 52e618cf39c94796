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

    /// <summary>How many random formulas the shipped network was pretrained on.</summary>
    public const int Formulas = 20_000;

    /// <summary>Which formulas it learned: all tokens, at most 15 of them and the default nesting.</summary>
    public static FormulaRules Language { get; } = new()
    {
        Allowed = TokenSet.Range(1, Token.PretrainedCount), MaxLength = 15, MaxConstants = 6, AllowNumericSubtrees = false,
    };

    /// <summary>A copy of the shipped network.</summary>
    public static IFormulaNetwork Load() => ManagedNetwork.Read(Weights());

    /// <summary>The shipped network's file.</summary>
    internal static Stream Weights() => new MemoryStream(Shipped.Value, writable: false);

    /// <summary>Pretrains a network anew on random formulas.</summary>
    /// <param name="options">Epochs, batch, seed.</param>
    /// <param name="formulas">How many random formulas.</param>
    /// <param name="threads">Threads; the result does not depend on them.</param>
    /// <param name="progress">Called after each epoch.</param>
    /// <param name="clock">For steps per second alone.</param>
    /// <param name="cancellation">Ends it between steps.</param>
    public static ManagedNetwork Train(
        PretrainingOptions options,
        int formulas,
        int threads,
        Action<PretrainingProgress>? progress,
        TimeProvider clock,
        CancellationToken cancellation)
    {
        var shape = new NetworkShape();
        var network = ManagedNetwork.Create(shape, options.Seed, threads);
        var sequences = RandomFormulas.Draw(formulas, Language, shape.Steps, options.Seed);
        Pretraining.Run(network, sequences, options, progress, clock, cancellation);
        return network;
    }
}
