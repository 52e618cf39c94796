using DefectOrleans.Engine.Numerics;

namespace DefectOrleans.Engine.Arrangements;

/// <summary>
/// One replica: a state at each temperature, which neighbours exchange. A temperature is one thread's at a time.
/// </summary>
internal sealed class TemperatureLadder
{
    private readonly LatticeState[] _states;
    private readonly SeededRandom[] _chances;
    private readonly double[] _perEnergy;
    private readonly bool _isOpen;
    private readonly long[] _made, _exchanged, _offered;
    private SeededRandom _chance;

    public TemperatureLadder(
        CellEnergies cell, SiteRows rows, PairShells shells, double contact, SampleOptions options, CounterRandom chance)
    {
        _isOpen = !options.Potentials.IsEmpty;
        _perEnergy = [.. options.Temperatures.Select(temperature => 1 / (LatticeSampler.Boltzmann * temperature))];
        _chance = new SeededRandom(chance.Bits(0));
        _chances = [.. _perEnergy.Select((_, rung) => new SeededRandom(chance.Bits((ulong)rung + 1)))];
        _states = [.. _perEnergy.Select((_, rung) => Begun(cell, rows, options, ref _chances[rung]))];
        Seen = [.. _perEnergy.Select(_ => new Observations(cell, shells, contact))];
        (_made, _exchanged, _offered) = (new long[_states.Length], new long[_states.Length], new long[_states.Length]);
        MovesOfSweep = _isOpen ? _states[0].OpenSites : Math.Max(1, _states[0].Count);
        Tried = new long[_states.Length];
    }

    /// <summary>Tried moves of a sweep.</summary>
    public int MovesOfSweep { get; }

    /// <summary>What was seen at each temperature.</summary>
    public Observations[] Seen { get; }

    /// <summary>Measured moves that were tried at each temperature.</summary>
    public long[] Tried { get; }

    /// <summary>Share of the measured moves at a temperature that were made.</summary>
    public double Accepted(int rung) => Tried[rung] == 0 ? 0 : (double)_made[rung] / Tried[rung];

    /// <summary>Share of the measured exchanges with the next temperature that were made.</summary>
    public double Exchanged(int rung) => _offered[rung] == 0 ? 0 : (double)_exchanged[rung] / _offered[rung];

    /// <summary>Walks at a temperature.</summary>
    /// <param name="rung">Which one.</param>
    /// <param name="sweeps">For how long.</param>
    /// <param name="between">Sweeps from one look to the next; 0 where none is to be taken.</param>
    /// <param name="renews">Whether sums are calculated anew before.</param>
    public void Walk(int rung, int sweeps, int between, bool renews)
    {
        var state = _states[rung];
        var chance = _chances[rung];
        if (renews)
            state.Renew();
        long made = 0;
        for (var sweep = 1; sweep <= sweeps; sweep++)
        {
            made += _isOpen ? OpenSweep(state, ref chance, _perEnergy[rung]) : Sweep(state, ref chance, _perEnergy[rung]);
            if (between > 0 && sweep % between == 0)
                Seen[rung].Add(state);
        }
        _chances[rung] = chance;
        if (between == 0)
            return;
        _made[rung] += made;
        Tried[rung] += (long)sweeps * MovesOfSweep;
    }

    /// <summary>Offers neighbours, the first pair at a place, to exchange their states.</summary>
    public void Exchange(int first, bool isMeasured)
    {
        for (var rung = first; rung + 1 < _states.Length; rung += 2)
        {
            var gain = (_perEnergy[rung] - _perEnergy[rung + 1]) * (_states[rung].Potential - _states[rung + 1].Potential);
            var isMade = gain >= 0 || _chance.NextUniform() < Math.Exp(gain);
            if (isMade)
                (_states[rung], _states[rung + 1]) = (_states[rung + 1], _states[rung]);
            if (!isMeasured)
                continue;
            _offered[rung]++;
            _exchanged[rung] += isMade ? 1 : 0;
        }
    }

    private long Sweep(LatticeState state, ref SeededRandom chance, double perEnergy)
    {
        var made = 0;
        for (var move = 0; move < MovesOfSweep; move++)
            made += state.TrySwap(ref chance, perEnergy) ? 1 : 0;
        return made;
    }

    private long OpenSweep(LatticeState state, ref SeededRandom chance, double perEnergy)
    {
        var made = 0;
        for (var move = 0; move < MovesOfSweep; move++)
        {
            var isMade = (chance.NextBits() & 1) == 0
                ? state.TryChange(ref chance, perEnergy)
                : state.TrySwap(ref chance, perEnergy);
            made += isMade ? 1 : 0;
        }
        return made;
    }

    /// <summary>Defects on random sites; none where their number changes.</summary>
    private static LatticeState Begun(CellEnergies cell, SiteRows rows, SampleOptions options, ref SeededRandom chance)
    {
        var state = new LatticeState(cell, rows, options.Potentials);
        if (!options.Potentials.IsEmpty)
            return state;
        for (var kind = 0; kind < cell.Kinds.Length; kind++)
        {
            var sites = cell.Sites[kind];
            for (var placed = 0; placed < cell.Counts.Kinds[kind].Count;)
            {
                var site = sites[chance.NextInt(sites.Length)];
                if (state.KindAt(site) >= 0)
                    continue;
                state.Put(kind, site);
                placed++;
            }
        }
        return state;
    }
}
