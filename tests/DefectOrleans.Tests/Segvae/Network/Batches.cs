using DefectOrleans.Engine.Formulas;
using DefectOrleans.Engine.Segvae.Network;

namespace DefectOrleans.Tests.Segvae.Network;

/// <summary>Made-up batches and shapes.</summary>
internal static class Batches
{
    /// <summary>Small, with widths that are no multiples of a panel.</summary>
    public static readonly NetworkShape Small = new() { Tokens = 7, Steps = 6, Embedding = 5, Hidden = 8, Latent = 3 };

    /// <summary>Random sequences of all lengths, 1 to all steps.</summary>
    public static byte[] Random(NetworkShape shape, int rows, int seed)
    {
        var random = new Random(seed);
        byte[] tokens = new byte[rows * shape.Steps];
        for (int row = 0; row < rows; row++)
            for (int step = 0, length = random.Next(shape.Steps); step < length; step++)
                tokens[row * shape.Steps + step] = (byte)random.Next(1, shape.Tokens);
        return tokens;
    }

    /// <summary>Random formulas in prefix order over + − sin x1 x2 x3, nested at most twice.</summary>
    public static byte[] Formulas(NetworkShape shape, int rows, int seed)
    {
        var random = new Random(seed);
        byte[] tokens = new byte[rows * shape.Steps];
        for (int row = 0; row < rows; row++)
        {
            int at = row * shape.Steps;
            Grow(2);

            void Grow(int depth)
            {
                int kind = depth == 0 ? 3 : random.Next(4);
                tokens[at++] = kind < 2
                    ? (byte)(Token.Add + kind)
                    : kind == 2 ? Token.Sine : (byte)(Token.Variable + random.Next(3));
                for (int operand = 0; operand < (kind < 2 ? 2 : kind == 2 ? 1 : 0); operand++)
                    Grow(depth - 1);
            }
        }

        return tokens;
    }

    /// <summary>Whether a row is one whole formula and then nothing but end tokens.</summary>
    public static bool IsFormula(ReadOnlySpan<byte> tokens)
    {
        int open = 1, length = 0;
        for (; open > 0 && length < tokens.Length && tokens[length] != Token.End; length++)
            open += Token.Arity(tokens[length]) - 1;
        return open == 0 && length < tokens.Length && !tokens[length..].ContainsAnyExcept(Token.End);
    }
}
