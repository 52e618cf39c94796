using System.Buffers.Binary;
using System.Numerics.Tensors;
using System.Security.Cryptography;

namespace DefectOrleans.Engine.Segvae.Network;

/// <summary>
/// A network as bytes, little-endian: "SEGVAE" and a version (8 bytes); int32 tokens, steps, embedding, hidden,
/// latent, content, optimiser steps; weights (float32 or float16); with an optimiser its first and second moments
/// (float32); SHA-256 of all before. Content is 0: weights, 1: weights in float16, 2: weights and optimiser.
/// </summary>
internal static class NetworkFile
{
    private const int HeaderLength = 36;

    private enum Content
    {
        Weights,
        HalfWeights,
        WeightsAndOptimizer,
    }

    private static ReadOnlySpan<byte> Magic => "SEGVAE\0\x01"u8;

    public static void Write(Stream stream, NetworkWeights weights, AdamOptimizer? optimizer, bool halfPrecision)
    {
        var content = optimizer is not null ? Content.WeightsAndOptimizer : halfPrecision ? Content.HalfWeights : Content.Weights;
        int count = weights.Layout.Length;
        byte[] bytes = new byte[HeaderLength + BodyLength(content, count) + SHA256.HashSizeInBytes];
        WriteHeader(bytes, weights.Shape, content, optimizer?.Steps ?? 0);
        var body = bytes.AsSpan(HeaderLength);
        if (content == Content.HalfWeights)
        {
            var halves = new Half[count];
            TensorPrimitives.ConvertToHalf(weights.Span, halves);
            for (int i = 0; i < count; i++)
                BinaryPrimitives.WriteHalfLittleEndian(body[(2 * i)..], halves[i]);
        }
        else
        {
            Put(weights.Span, body);
        }

        if (optimizer is not null)
        {
            Put(optimizer.Means, body[(4 * count)..]);
            Put(optimizer.Squares, body[(8 * count)..]);
        }

        SHA256.HashData(bytes.AsSpan(..^SHA256.HashSizeInBytes), bytes.AsSpan(^SHA256.HashSizeInBytes..));
        stream.Write(bytes);
    }

    public static (NetworkWeights Weights, AdamOptimizer Optimizer) Read(Stream stream)
    {
        byte[] header = ReadExactly(stream, HeaderLength, "its header");
        if (!header.AsSpan(0, Magic.Length - 1).SequenceEqual(Magic[..^1]))
            throw new InputException("Not a network's file: it does not start with SEGVAE.");
        if (header[Magic.Length - 1] != Magic[^1])
            throw new InputException(
                $"The network's file has version {header[Magic.Length - 1]}; this program reads version {Magic[^1]}.");
        var (shape, content, steps) = ReadHeader(header);
        NetworkWeights.Validate(shape);
        int count = new ParameterLayout(shape).Length;
        // Before memory is taken: a damaged header may state any size.
        if (stream.CanSeek && stream.Length - stream.Position < BodyLength(content, count))
            throw new InputException(
                $"The network's file ends within {count} parameters: {stream.Length - stream.Position} bytes where "
                    + $"{BodyLength(content, count)} were expected.");
        var weights = new NetworkWeights(shape);
        byte[] body = ReadExactly(stream, BodyLength(content, count), $"{count} parameters");
        byte[] hash = ReadExactly(stream, SHA256.HashSizeInBytes, "its checksum");
        if (!Hash(header, body).AsSpan().SequenceEqual(hash))
            throw new InputException("The network's file is damaged: its checksum does not match its content.");

        var optimizer = new AdamOptimizer(count) { Steps = steps };
        if (content == Content.HalfWeights)
            for (int i = 0; i < count; i++)
                weights.Span[i] = (float)BinaryPrimitives.ReadHalfLittleEndian(body.AsSpan(2 * i));
        else
            Take(body, weights.Span);
        if (content == Content.WeightsAndOptimizer)
        {
            Take(body.AsSpan(4 * count), optimizer.Means);
            Take(body.AsSpan(8 * count), optimizer.Squares);
        }

        weights.Pack();
        return (weights, optimizer);
    }

    private static long BodyLength(Content content, int count) =>
        count * content switch { Content.Weights => 4L, Content.HalfWeights => 2, _ => 12 };

    private static void WriteHeader(byte[] bytes, NetworkShape shape, Content content, int steps)
    {
        Magic.CopyTo(bytes);
        ReadOnlySpan<int> values =
            [shape.Tokens, shape.Steps, shape.Embedding, shape.Hidden, shape.Latent, (int)content, steps];
        for (int i = 0; i < values.Length; i++)
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(Magic.Length + 4 * i), values[i]);
    }

    private static (NetworkShape Shape, Content Content, int Steps) ReadHeader(byte[] header)
    {
        var shape = new NetworkShape { Tokens = At(0), Steps = At(1), Embedding = At(2), Hidden = At(3), Latent = At(4) };
        var content = (Content)At(5);
        if (!Enum.IsDefined(content))
            throw new InputException($"The network's file has content {At(5)}; expected 0, 1 or 2.");
        if (At(6) < 0)
            throw new InputException($"The network's file states {At(6)} training steps; expected 0 or more.");
        return (shape, content, At(6));

        int At(int index) => BinaryPrimitives.ReadInt32LittleEndian(header.AsSpan(Magic.Length + 4 * index));
    }

    private static byte[] ReadExactly(Stream stream, long length, string what)
    {
        byte[] bytes = new byte[length];
        int read = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return read == length ? bytes
            : throw new InputException($"The network's file ends within {what}: {read} bytes where {length} were expected.");
    }

    private static byte[] Hash(byte[] header, byte[] body)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(header);
        hash.AppendData(body);
        return hash.GetHashAndReset();
    }

    private static void Put(ReadOnlySpan<float> values, Span<byte> bytes)
    {
        for (int i = 0; i < values.Length; i++)
            BinaryPrimitives.WriteSingleLittleEndian(bytes[(4 * i)..], values[i]);
    }

    private static void Take(ReadOnlySpan<byte> bytes, Span<float> values)
    {
        for (int i = 0; i < values.Length; i++)
            values[i] = BinaryPrimitives.ReadSingleLittleEndian(bytes[(4 * i)..]);
    }
}
