using DefectOrleans.Engine.Numerics;

namespace DefectOrleans.Engine.Segvae.Search;

/// <summary>The elites of the last few epochs, as rows that the network is trained on.</summary>
internal sealed class EliteQueue(int epochs, int steps)
{
    private readonly Queue<byte[][]> _epochs = new();

    public int Steps => steps;

    public IReadOnlyCollection<byte[][]> Epochs => _epochs;

    /// <summary>Ends an epoch with its elites.</summary>
    public void Enqueue(byte[][] rows)
    {
        _epochs.Enqueue(rows);
        if (_epochs.Count > epochs)
            _epochs.Dequeue();
    }

    public void Clear() => _epochs.Clear();

    /// <summary>Up to so many rows in a random order, one behind the other.</summary>
    public byte[] Draw(int count, ref SeededRandom random)
    {
        var all = _epochs.SelectMany(e => e).ToArray();
        var rows = Math.Min(count, all.Length);
        var drawn = new byte[rows * steps];
        for (var i = 0; i < rows; i++)
        {
            var j = i + random.NextInt(all.Length - i);
            (all[i], all[j]) = (all[j], all[i]);
            all[i].CopyTo(drawn, i * steps);
        }
        return drawn;
    }
}
