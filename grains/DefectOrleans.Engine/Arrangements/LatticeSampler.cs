using DefectOrleans.Engine.Numerics;

namespace DefectOrleans.Engine.Arrangements;

/// <summary>
/// Samples arrangements at several temperatures: Metropolis walks with the energies of the book's tables, whose states change
/// places between temperatures (parallel tempering). What chance does at a temperature of a replica is that one's alone, so any
/// number of threads makes the same walk.
/// </summary>
public static class LatticeSampler
{
    /// <summary>Boltzmann's constant, eV/K (exact in the SI of 2019).</summary>
    public const double Boltzmann = 8.617333262145e-5;

    /// <summary>Most temperatures times replicas.</summary>
    public const int MostWalks = 1024;

    // Tried moves of a walk between two exchanges: enough to be worth a thread's while.
    private const int MovesOfTurn = 10_000;

    private const int TurnsToRenewal = 100;

    /// <summary>Samples.</summary>
    /// <param name="cell">The book in its supercell, and the defects.</param>
    /// <param name="options">What is sampled.</param>
    /// <param name="progress">Told after every turn; null for nobody.</param>
    /// <param name="cancellation">Ends the sampling, which then has what was measured so far.</param>
    /// <exception cref="InputException">The options don't go together, or the book has three-body energies.</exception>
    public static Sample Run(
        CellEnergies cell, SampleOptions options, IProgress<SampleProgress>? progress, CancellationToken cancellation)
    {
        Require(cell, options);
        var (rows, shells) = (new SiteRows(cell), new PairShells(cell, options.Range));
        var contact = options.Contact
            ?? 1.05 * Math.Min(cell.Supercell.UnitLattice.A.Length, cell.Supercell.UnitLattice.B.Length);
        var chance = new CounterRandom(options.Seed);
        var ladders = Enumerable.Range(0, options.Replicas)
            .Select(replica => new TemperatureLadder(cell, rows, shells, contact, options, chance.Stream((ulong)replica)))
            .ToList();
        var rungs = options.Temperatures.Length;
        var moves = ladders[0].MovesOfSweep;
        // A look at all pairs takes as long as many moves.
        var between = Math.Max(20, cell.Counts.Total / 4);
        var turn = between * Math.Max(1, MovesOfTurn / (between * moves));
        long total = Turns(options.Equilibration) + Turns(options.Sweeps), measured = Turns(options.Equilibration), done = 0;
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.Threads };
        for (; done < total && !cancellation.IsCancellationRequested; done++)
        {
            Parallel.For(0, ladders.Count * rungs, parallel, walk => ladders[walk / rungs].Walk(
                walk % rungs, turn, done >= measured ? between : 0, renews: done % TurnsToRenewal == 0));
            foreach (var ladder in ladders)
                ladder.Exchange(first: (int)(done % 2), done >= measured);
            progress?.Report(new SampleProgress((done + 1) * turn, total * turn, Tried(done + 1)));
        }
        return new Sample(
            done > measured
                ? [.. Enumerable.Range(0, rungs).Select(rung => SampleSummary.Of(cell, options, shells, ladders, rung))]
                : [],
            Math.Max(0, done - measured) * turn, Tried(done), done == total);

        long Turns(long sweeps) => (sweeps + turn - 1) / turn;

        long Tried(long turns) => turns * turn * moves * ladders.Count * rungs;
    }

    private static void Require(CellEnergies cell, SampleOptions options)
    {
        if (cell.HasMoreThanPairs)
            throw new InputException(
                $"the book of {cell.Composer.Book.Material} knows more than pairs (three-body terms, or lower forms of "
                    + "defects), which sampling does not; expected a book, or a reading, of pairs alone");
        if (options.Temperatures.IsEmpty || options.Temperatures.Any(t => !(t > 0 && double.IsFinite(t))))
            throw new InputException(
                $"temperatures {string.Join(", ", options.Temperatures)}; expected one or more above 0 K");
        if (options.Replicas < 1 || (long)options.Replicas * options.Temperatures.Length > MostWalks)
            throw new InputException(
                $"{options.Replicas} replicas at {options.Temperatures.Length} temperatures; expected 1 to {MostWalks} walks in "
                    + "all");
        if (!options.Potentials.IsEmpty && options.Potentials.Length != cell.Kinds.Length)
            throw new InputException(
                $"{options.Potentials.Length} chemical potentials for {cell.Kinds.Length} kinds; expected one for each");
    }
}
