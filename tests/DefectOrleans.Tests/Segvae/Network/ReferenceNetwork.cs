using DefectOrleans.Engine.Formulas;
using DefectOrleans.Engine.Segvae.Network;

namespace DefectOrleans.Tests.Segvae.Network;

/// <summary>The same model written as its equations read, in double precision, one row at a time: slow and plain.</summary>
internal sealed class ReferenceNetwork(NetworkShape shape, Dictionary<string, double[,]> weights)
{
    public static ReferenceNetwork Of(ManagedNetwork network) => new(network.Shape, network.Parameters.ToDictionary(
        p => p.Name,
        p =>
        {
            var values = new double[p.Rows, p.Columns];
            for (int i = 0; i < p.Length; i++)
                values[i / p.Columns, i % p.Columns] = network.Values(p)[i];
            return values;
        }));

    private (TrainingNoise Noise, int Block) _drawn = (default, -1);
    private readonly float[] _encoderMask = new float[(shape.Tokens + 1) * shape.Embedding];
    private readonly float[] _decoderMask = new float[(shape.Tokens + 1) * shape.Embedding];

    /// <summary>A tensor, free to be changed.</summary>
    public double[,] this[string name] => weights[name];

    /// <summary>Mean over the rows of a batch.</summary>
    public TrainingLoss Loss(byte[] tokens, int batch, TrainingNoise noise)
    {
        double crossEntropy = 0, divergence = 0;
        for (int row = 0; row < batch; row++)
        {
            byte[] sequence = [.. tokens.Skip(row * shape.Steps).Take(shape.Steps)];
            int end = Array.IndexOf(sequence, Token.End);
            var loss = RowLoss(end < 0 ? sequence : sequence[..(end + 1)], row, noise);
            crossEntropy += loss.CrossEntropy / batch;
            divergence += loss.Divergence / batch;
        }

        return new(crossEntropy, divergence);
    }

    private TrainingLoss RowLoss(byte[] sequence, int row, TrainingNoise noise)
    {
        if (_drawn != (noise, row / TrainingNoise.BlockRows))
        {
            _drawn = (noise, row / TrainingNoise.BlockRows);
            noise.EncoderMask(_drawn.Block, _encoderMask);
            noise.DecoderMask(_drawn.Block, _decoderMask);
        }

        double[][] embedded = [.. sequence.Select(token => Embed(token, _encoderMask))];
        double[] last = [.. Lstm("encoder.forward", embedded)[^1], .. Lstm("encoder.backward", [.. embedded.Reverse()])[^1]];
        double[] latent = Dense("latent.weight", "latent.bias", last);
        var epsilon = new float[shape.Latent];
        noise.Latent(row, epsilon);
        double[] mean = latent[..shape.Latent], logVariance = latent[shape.Latent..];
        double[] z = [.. mean.Select((m, k) => m + epsilon[k] * Math.Exp(logVariance[k] / 2))];
        double divergence = mean.Zip(logVariance, (m, v) => -0.5 * (1 + v - m * m - Math.Exp(v))).Sum();

        double[] extra = Dense("decoder.latent.weight", "decoder.latent.bias", z);
        double[][] inputs = [.. sequence.Prepend((byte)shape.Tokens).SkipLast(1)
            .Select(token => Embed(token, _decoderMask).Zip(extra, (a, b) => a + b).ToArray())];
        double[][] outputs = Lstm("decoder", inputs);
        double crossEntropy = 0;
        for (int step = 0; step < sequence.Length; step++)
        {
            var mask = new float[shape.Hidden];
            noise.OutputMask(row, step, mask);
            double[] logits = Dense("output.weight", "output.bias", [.. outputs[step].Zip(mask, (h, m) => h * m)]);
            crossEntropy += Math.Log(logits.Sum(Math.Exp)) - logits[sequence[step]];
        }

        return new(crossEntropy, divergence);
    }

    private double[] Embed(byte token, float[] mask) =>
        [.. Enumerable.Range(0, shape.Embedding).Select(k => weights["embedding"][token, k] * mask[token * shape.Embedding + k])];

    private double[] Dense(string weight, string bias, double[] x)
    {
        double[] y = [.. weights[bias].Cast<double>()];
        AddProduct(x, weights[weight], y);
        return y;
    }

    private static void AddProduct(double[] x, double[,] matrix, double[] y)
    {
        for (int j = 0; j < y.Length; j++)
            for (int i = 0; i < x.Length; i++)
                y[j] += x[i] * matrix[i, j];
    }

    private double[][] Lstm(string name, double[][] inputs)
    {
        int hidden = shape.Hidden;
        var (h, c) = (new double[hidden], new double[hidden]);
        return [.. inputs.Select(x =>
        {
            double[] gates = Dense($"{name}.input", $"{name}.bias", x);
            AddProduct(h, weights[$"{name}.recurrent"], gates);
            for (int j = 0; j < hidden; j++)
                c[j] = Sigmoid(gates[hidden + j]) * c[j] + Sigmoid(gates[j]) * Math.Tanh(gates[2 * hidden + j]);
            h = [.. c.Select((cell, j) => Sigmoid(gates[3 * hidden + j]) * Math.Tanh(cell))];
            return h;
        })];

        static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));
    }
}
