using System.CommandLine;
using System.Globalization;
using DefectOrleans.Cli.Words;
using DefectOrleans.Engine;
using DefectOrleans.Engine.Segvae.Network;

namespace DefectOrleans.Cli.Commands;

/// <summary><c>defects pretrain</c>: makes the network that the engine ships; for its builders, so not in the help.</summary>
internal static class PretrainCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Session session)
    {
        var file = Vocabulary.PathOption("--out", "FILE.weights", "Where the network goes.");
        var formulas = Vocabulary.Whole("--formulas", PretrainedNetwork.Formulas, "Random formulas to learn from.", atLeast: 1);
        var functions = Vocabulary.SomeOf("--functions", "NAMES", FunctionNames.All, FunctionNames.Help);
        var epochs = Vocabulary.Whole("--epochs", new PretrainingOptions().Epochs, "Passes over them.", atLeast: 1);
        var seed = Vocabulary.Whole("--seed", 1, "The seed.", atLeast: 0);
        var threads = Vocabulary.Count("--threads", "Threads; one for each core where it is not given.");
        var command = new Command("pretrain", "Teaches a network the language of formulas.")
        {
            file,
            formulas,
            functions,
            epochs,
            seed,
            threads
        };
        command.Hidden = true;
        command.Validators.Add(words =>
        {
            if (words.GetResult(file) is null)
                words.AddError("no --out; expected --out FILE.weights, where the network goes");
        });
        command.SetAction(words =>
        {
            var path = words.GetValue(file)!;
            WholeFile.Probe(path);
            using var network = PretrainedNetwork.Train(
                new PretrainingOptions { Epochs = (int)words.GetValue(epochs), Seed = (ulong)words.GetValue(seed) },
                (int)words.GetValue(formulas),
                FunctionNames.Of(words.GetValue(functions)!),
                words.GetValue(threads) ?? Environment.ProcessorCount,
                at => session.Say(string.Create(
                    CultureInfo.InvariantCulture,
                    $"epoch {at.Epoch}: cross-entropy {at.Loss.CrossEntropy:0.000}, divergence {at.Loss.Divergence:0.000}, "
                        + $"{at.StepsPerSecond:0.0} steps/s")),
                session.Clock,
                session.Cancellation);
            session.Cancellation.ThrowIfCancellationRequested();
            using var bytes = new MemoryStream();
            network.WriteHalfPrecision(bytes);
            WholeFile.Write(path, bytes.ToArray());
            return ExitCode.Done;
        });
        return command;
    }
}
