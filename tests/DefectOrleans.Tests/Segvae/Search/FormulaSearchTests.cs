using DefectOrleans.Engine;
using DefectOrleans.Engine.Formulas;
using DefectOrleans.Engine.Formulas.Rules;
using DefectOrleans.Engine.Segvae.Network;
using DefectOrleans.Engine.Segvae.Search;

namespace DefectOrleans.Tests.Segvae.Search;

public class FormulaSearchTests
{
    private static readonly StopRule Never = new() { TargetError = -1, Epochs = 100_000 };

    [Fact]
    public void A_search_ends_when_enough_formulas_are_scored()
    {
        var result = Run("x1^3 + 1.2345*sin(x1)", new StopRule { Scored = 1000, TargetError = -1 });
        Assert.Equal(SearchEnd.Scored, result.End);
        Assert.InRange(result.Scored, 1000, 3000);
    }

    [Fact]
    public void A_simple_law_is_recovered()
    {
        var result = Run("x1^2 + x1", new StopRule { Epochs = 20 });

        Assert.Equal(SearchEnd.Target, result.End);
        var found = new CompiledFormula(result.Front[^1].Expression);
        Assert.All((double[])[-5, 0.3, 20], x => Assert.Equal(x * x + x, found.Invoke(x), 1e-6));
        Assert.True(result.Scored >= result.Fitted);
    }

    [Fact]
    public void The_front_is_the_same_whatever_the_threads()
    {
        var stop = new StopRule { Epochs = 3, TargetError = -1 };

        var (one, two) = (Run("exp(-x1)*sin(3*x1) + x1", stop, threads: 1), Run("exp(-x1)*sin(3*x1) + x1", stop, threads: 2));

        Assert.Equal(one.Front.AsEnumerable(), two.Front);
        Assert.Equal((one.Scored, one.Fitted, one.Epochs), (two.Scored, two.Fitted, two.Epochs));
        Assert.NotEqual(one.Front.AsEnumerable(), Run("exp(-x1)*sin(3*x1) + x1", stop, seed: 2).Front);
    }

    [Fact]
    public void Epochs_end_a_search()
    {
        var epochs = new List<int>();

        var result = Run("exp(x1)/(x1^2 + 1)", Never with { Epochs = 2 }, progress: p => epochs.Add(p.Epoch));

        Assert.Equal((SearchEnd.Epochs, 2), (result.End, result.Epochs));
        Assert.Equal([1, 2], epochs);
    }

    [Fact]
    public void A_spent_budget_ends_a_search_with_what_there_is()
    {
        var clock = new FakeClock();

        var result = Run("exp(x1)/(x1^2 + 1)", Never with { Budget = TimeSpan.FromSeconds(5) }, clock: clock,
            progress: _ => clock.Pass(seconds: 2));

        Assert.Equal((SearchEnd.Budget, 3), (result.End, result.Epochs));
        Assert.Equal(TimeSpan.FromSeconds(8), result.Elapsed);
        Assert.NotEmpty(result.Front);
    }

    [Fact]
    public void A_search_without_any_time_does_one_epoch_for_its_first_formula()
    {
        var result = Run("exp(x1)/(x1^2 + 1)", Never with { Budget = TimeSpan.Zero });

        Assert.Equal((SearchEnd.Budget, 1), (result.End, result.Epochs));
        Assert.NotEmpty(result.Front);
    }

    [Fact]
    public void A_budget_longer_than_timers_run_is_kept()
    {
        var clock = new FakeClock(TimeSpan.FromDays(49.7));

        var result = Run("exp(x1)/(x1^2 + 1)", Never with { Budget = TimeSpan.FromDays(100) }, clock: clock,
            progress: _ => clock.Pass(seconds: 40 * 86400));

        Assert.Equal((SearchEnd.Budget, 4), (result.End, result.Epochs));
    }

    [Fact]
    public void A_reached_target_ends_a_search()
    {
        var result = Run("exp(x1)/(x1^2 + 1)", Never with { TargetError = 0.1 });

        Assert.Equal(SearchEnd.Target, result.End);
        Assert.True(result.Front[^1].Error <= 0.1);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void Epochs_without_progress_end_a_search_even_where_islands_start_anew(int restartEpochs)
    {
        // The law is found at once: nothing can be better afterwards.
        var result = Run("x1", new StopRule { TargetError = -1, PatienceEpochs = 4, Epochs = 15 },
            options: Made.Options with { RestartEpochs = restartEpochs });

        Assert.Equal(SearchEnd.NoProgress, result.End);
        Assert.InRange(result.Epochs, 5, 10);
    }

    [Fact]
    public void A_search_whose_rules_no_formula_passes_ends()
    {
        var unreachable = new LimitRule { Start = -1, Stop = 1, LowestValue = 1e6, HighestValue = 2e6 };
        var points = Made.Table("x1");
        using var search = new FormulaSearch(Made.Problem(points, unreachable), Made.Options, islands: 1, Made.Network, seed: 1);

        var result = search.Run(Never, threads: 1, TimeProvider.System, null, CancellationToken.None);

        Assert.Equal(SearchEnd.NothingPasses, result.End);
        Assert.Empty(result.Front);
    }

    [Fact]
    public void A_cancelled_search_gives_what_it_has()
    {
        using var cancellation = new CancellationTokenSource();

        var result = Run("exp(x1)/(x1^2 + 1)", Never, progress: _ => cancellation.Cancel(), cancellation: cancellation.Token);

        Assert.Equal((SearchEnd.Cancelled, 1), (result.End, result.Epochs));
        Assert.NotEmpty(result.Front);
    }

    [Fact]
    public void Islands_show_each_other_their_fronts()
    {
        var problem = Made.Problem(Made.Table("x1"));
        using var island = new Island(problem, Made.Options, Made.Network, seed: 1);
        var stranger = Made.Candidate("x1 - 0.1234*x1", 1e-12);

        island.Receive([stranger]);

        Assert.Contains(stranger, island.Front.Candidates);
    }

    [Fact]
    public void The_published_search_fits_no_constants()
    {
        var published = SearchOptions.Published with { SamplesPerEpoch = 300, TrainingRowsPerEpoch = 32 };
        var fit = new TableFit(Made.Table("2*x1 + 3"), OperatorRegistry.Usual)
        {
            Search = published,
            Islands = 1,
            Network = Made.Network
        };

        var result = fit.Run(new StopRule { Epochs = 3 }, threads: 1, TimeProvider.System, null, CancellationToken.None);

        Assert.Equal(0, result.Fitted);
        Assert.All(result.Front, c => Assert.Empty(c.Expression.Constants));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_search_read_back_goes_on_as_it_would_have(int threads)
    {
        const string Law = "exp(-x1)*sin(3*x1) + x1";
        var stop = new StopRule { Epochs = 4, TargetError = -1 };
        using var state = new MemoryStream();
        using (var halfway = Search(Law))
        {
            halfway.Run(stop with { Epochs = 2 }, threads: 1, TimeProvider.System, null, CancellationToken.None);
            halfway.Write(state);
        }
        using var resumed = Read(state.ToArray(), Law);

        var (straight, rest) = (Run(Law, stop), resumed.Run(stop, threads, TimeProvider.System, null, CancellationToken.None));

        Assert.Equal(straight.Front.AsEnumerable(), rest.Front);
        Assert.Equal(
            (straight.End, straight.Epochs, straight.Scored, straight.Fitted), (rest.End, rest.Epochs, rest.Scored, rest.Fitted));
        Assert.Equal(4, resumed.Run(stop, threads, TimeProvider.System, null, CancellationToken.None).Epochs);
    }

    [Fact]
    public void A_checkpoint_is_written_no_more_often_than_asked_and_at_the_end()
    {
        var clock = new FakeClock();
        using var file = new Cli.TemporaryFolder();
        var checkpoint = new SearchCheckpoint(file["search.state"]) { Interval = TimeSpan.FromSeconds(5) };
        var there = new List<bool>();
        using var search = Search("exp(x1)/(x1^2 + 1)");

        search.Run(Never with { Epochs = 5 }, 1, clock, new Told<SearchProgress>(_ =>
        {
            there.Add(File.Exists(checkpoint.Path));
            File.Delete(checkpoint.Path);
            clock.Pass(seconds: 2);
        }), CancellationToken.None, checkpoint);

        Assert.Equal([false, false, false, true, true], there);
    }

    [Theory]
    [InlineData(0, "not an interrupted search")]
    [InlineData(50, "damaged or cut short")]
    [InlineData(150, "damaged or cut short")]
    [InlineData(-1, "of a search with another table")]
    public void What_is_no_state_of_the_search_is_refused(int length, string answer)
    {
        using var state = new MemoryStream();
        using var search = Search("x1^2 + x1");
        search.Write(state);
        var bytes = state.ToArray();

        var fault = Assert.Throws<InputException>(() => Read(length < 0 ? bytes : bytes[..length], "x1^2 - x1"));
        Assert.Contains(answer, fault.Message, StringComparison.Ordinal);
    }

    private static FormulaSearch Search(string law) =>
        new(Made.Problem(Made.Table(law)), Made.Options, islands: 2, Made.Network, seed: 1);

    private static FormulaSearch Read(byte[] state, string law) => FormulaSearch.Read(
        new MemoryStream(state), stream =>
            ManagedNetwork.Read(stream), Made.Problem(Made.Table(law)), Made.Options, islands: 2, Made.Network, seed: 1);

    private static SearchResult Run(
        string law, StopRule stop, int threads = 1, ulong seed = 1, TimeProvider? clock = null,
        Action<SearchProgress>? progress = null,
        SearchOptions? options = null, CancellationToken cancellation = default)
    {
        using var search = new FormulaSearch(
            Made.Problem(Made.Table(law)), options ?? Made.Options, islands: 2, Made.Network, seed);
        return search.Run(stop, threads, clock ?? TimeProvider.System,
            progress is null ? null : new Told<SearchProgress>(progress), cancellation);
    }
}
