using System.Text.Json.Nodes;
using DefectOrleans.Cli;
using DefectOrleans.Cli.Benchmarking;
using DefectOrleans.Bench;
using DefectOrleans.Engine.Segvae.Network;

namespace DefectOrleans.Tests.Cli;

public sealed class BenchTests : IDisposable
{
    private static readonly Machine Bench = new("Some Processor", 2, "Some System", ".NET 10");

    private static readonly DateTimeOffset Day = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_benchmark_tells_each_problem_and_keeps_its_runs()
    {
        var (log, page) = (_folder["runs.json"], _folder["nguyen.md"]);
        string[] words =
            ["bench", "nguyen", "--problems", "1", "--runs", "1", "--epochs", "1", "--resume", log, "--markdown", page, "--json"];
        var run = CliRun.Of(words);
        Assert.Equal(0, run.Code);
        Assert.Contains("complete: Nguyen-1 run 1: ", run.OnlyErrorLine, StringComparison.Ordinal);

        var answer = JsonNode.Parse(run.Out)!;
        var problem = Assert.Single(answer["problems"]!.AsArray())!;
        Assert.Equal(("Nguyen-1", 1), ((string)problem["name"]!, (int)problem["runs"]!));
        Assert.Equal(100.0 * (int)problem["recovered"]!, (double)answer["recovery_percent"]!);
        Assert.Equal(100.0 * (int)problem["solved"]!, (double)answer["chosen_percent"]!);
        Assert.NotEmpty((string)problem["chosen"]!);
        Assert.True((double)problem["seconds"]! > 0);
        Assert.Equal(0, (double)answer["noise"]!);
        Assert.Contains("bench nguyen --problems 1 --runs 1", File.ReadAllText(page), StringComparison.Ordinal);

        var again = CliRun.Of(words);
        Assert.Equal((0, "", run.Out), (again.Code, again.Error, again.Out));
        Assert.Contains("of a benchmark with noise 0, 1 epochs", CliRun.Of([.. words, "--noise", "0.1"]).OnlyErrorLine,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Pair_energies_are_fitted_by_distance_alone()
    {
        using var data = new MadeUpData();
        var page = _folder["tables.md"];
        string[] words = ["bench", "tables", data.Folder, "--epochs", "1", "--markdown", page, "--json"];
        var every = JsonNode.Parse(CliRun.Of(words).Out)!["tables"]!.AsArray();
        var pair = (string)every[0]!["pair"]!;
        Assert.Contains(
            $"| {pair.Replace("|", @"\|", StringComparison.Ordinal)} |", File.ReadAllText(page), StringComparison.Ordinal);

        var one = Assert.Single(JsonNode.Parse(CliRun.Of([.. words, "--pair", pair]).Out)!["tables"]!.AsArray())!;
        foreach (var fixedBySeed in (string[])["pair", "points", "mae_mev", "left_out_mae_mev", "complexity", "formula"])
            Assert.Equal(every[0]![fixedBySeed]!.ToJsonString(), one[fixedBySeed]!.ToJsonString());
        Assert.True((int)one["points"]! > 1 && (int)one["complexity"]! <= 40 && (double)one["mae_mev"]! > 0);
        Assert.True((double)one["six_epochs"]!["mse_ev2"]! > 0);

        Assert.StartsWith(
            $"defects: --pair: {data.Folder} has no table of V_C|V_H; expected some of {pair}",
            CliRun.Of([.. words, "--pair", "V_C|V_H"]).OnlyErrorLine, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Category", "Slow")]
    public void One_law_for_all_pairs_is_chosen_by_two_rules_and_tested_on_denser_structures()
    {
        using var data = new MadeUpData();
        var page = _folder["laws.md"];
        string[] words = ["bench", "laws", data.Folder, "--epochs", "2", "--seeds", "1", "--markdown", page, "--json"];
        var answer = JsonNode.Parse(CliRun.Of(words).Out)!;

        var laws = answer["laws"]!.AsArray();
        Assert.Equal(
            ["energy: description length", "energy: left-out points", "gap: description length", "gap: left-out points"],
            laws.Select(law => $"{law!["property"]}: {law["chosen_by"]}"));
        Assert.All(laws, law =>
        {
            Assert.InRange((int)law!["complexity"]!, 1, 22);
            Assert.InRange((int)law["own"]!, 0, 5);
            Assert.InRange((int)law["shared"]!, 0, 3);
            Assert.Equal(12, (int)law["structures"]!);
            Assert.True((double)law["mae_mev"]! > 0);
            Assert.Contains((string)law["law"]!, File.ReadAllText(page), StringComparison.Ordinal);
        });
        Assert.Equal(4, answer["medians"]!.AsArray().Count);
    }

    [Fact]
    public void Ended_early_it_says_how_to_go_on()
    {
        using StringWriter stdout = new(), stderr = new();
        var log = _folder["runs.json"];
        var code = CommandLineApp.Run(
            ["bench", "livermore", "--resume", log, "--json"], stdout, stderr, TimeProvider.System,
            new CancellationToken(canceled: true));
        Assert.Equal((3, $"defects: ended early; --resume {log} goes on\n"), (code, stderr.ToString()));
        Assert.Equal(22, JsonNode.Parse(stdout.ToString())!["problems"]!.AsArray().Count);
    }

    [Fact]
    public void Ended_early_an_ablation_still_names_every_search()
    {
        using var stdout = new StringWriter();
        CommandLineApp.Run(
            ["bench", "ablation", "--json"], stdout, TextWriter.Null, TimeProvider.System, new CancellationToken(canceled: true));
        var searches = JsonNode.Parse(stdout.ToString())!["searches"]!.AsArray().Select(s => (string)s!["search"]!).ToList();
        Assert.Equal(AblatedPart.All.Length + 3, searches.Count);
        Assert.Equal(("complete", "without network", "network alone", "published"),
            (searches[0], searches[1], searches[^2], searches[^1]));
    }

    [Fact]
    public void Readings_of_a_campaign_are_tested_side_by_side()
    {
        using var data = new MadeUpData();
        var page = _folder["readings.md"];
        var answer = JsonNode.Parse(CliRun.Of(
            "bench", "readings", data.Folder, "--epochs", "1", "--seeds", "1", "--islands", "1", "--markdown", page,
            "--json").Out)!;

        Assert.Equal(
            ["energy law", "energy short", "energy close", "gap law", "gap short", "gap close"],
            answer["medians"]!.AsArray().Select(m => $"{m!["property"]} {m["reading"]}"));
        Assert.All(answer["medians"]!.AsArray(), m => Assert.True((double)m!["mae_meV"]! > 0 && (double)m["numbers"]! > 0));
        Assert.All(
            answer["medians"]!.AsArray().Where(m => (string)m!["reading"]! != "close"),
            m => Assert.InRange((double)m!["complexity"]!, 1, 22));
        Assert.Equal(["energy", "gap"], answer["laws"]!.AsArray().Select(l => (string)l!["law"]!["property"]!));
        Assert.Contains("| MadeUp | energy | law |", File.ReadAllText(page), StringComparison.Ordinal);
    }

    [Fact]
    public void An_ablation_tells_what_the_network_brings_to_laws_and_pair_tables()
    {
        using var data = new MadeUpData();
        var (page, laws) = (_folder["ablation.md"], _folder["class.csv"]);
        File.WriteAllText(
            laws, "Number;Name;Formula;" + string.Join(';', Enumerable.Range(1, 3).Select(k =>
                $"v{k}_name;v{k}_type;v{k}_low;v{k}_high")) + "\n7;Gas;n*8*T/V;T;var;1;5;V;var;1;5;n;spe;1;5\n");
        var answer = JsonNode.Parse(CliRun.Of(
            "bench", "ablation", "--problems", "nguyen-1,class-7", "--class", laws, "--tables", data.Folder, "--searches",
            "complete,without-network,network-alone", "--runs", "1", "--epochs", "1", "--islands", "1", "--markdown", page,
            "--json").Out)!;

        var searches = answer["searches"]!.AsArray();
        Assert.Equal(["complete", "without network", "network alone"], searches.Select(s => (string)s!["search"]!));
        Assert.All(searches, s => Assert.Equal(
            ["Nguyen-1", "class-7"], s!["problems"]!.AsArray().Select(p => (string)p!["name"]!)));
        Assert.Matches(@"^[1-4]\.\d+\*8\*T/V$", (string)searches[0]!["problems"]![1]!["law"]!);
        Assert.InRange((double)searches[0]!["elites_sampled_percent"]!, 0, 99.9);
        Assert.Null(searches[1]!["elites_sampled_percent"]);
        Assert.Equal(0, (double)searches[1]!["front_sampled_percent"]!);
        Assert.Equal(100, (double)searches[2]!["elites_sampled_percent"]!);
        Assert.Equal(100, (double)searches[2]!["front_sampled_percent"]!);
        foreach (var row in answer["pairs"]!.AsArray())
            Assert.All(row!["tables"]!.AsArray(), table => Assert.Equal(1, (int)table!["runs"]!));
        Assert.Contains("| network alone | ", File.ReadAllText(page), StringComparison.Ordinal);
    }

    [Fact]
    public void Rules_that_choose_are_compared_on_points_held_out()
    {
        using var data = new MadeUpData();
        var page = _folder["choice.md"];
        var answer = JsonNode.Parse(CliRun.Of(
            "bench", "choice", "--problems", "nguyen-1", "--noise", "0.02,0.1", "--tables", data.Folder, "--runs", "1",
            "--epochs", "1", "--islands", "1", "--markdown", page, "--json").Out)!;

        var rules = answer["rules"]!.AsArray();
        Assert.Equal(
            ["description length", "left-out points", "steepest fall (PySR)", "fractional Bayes factor", "BIC"],
            rules.Take(5).Select(rule => (string)rule!["rule"]!));
        Assert.Equal(
            ["laws, 2 % noise", "laws, 10 % noise", "pairs"], rules.Select(rule => (string)rule!["tables"]!).Distinct());
        Assert.All(rules, rule => Assert.Equal((string)rule!["tables"]! == "pairs", rule["recovered_percent"] is null));
        Assert.All(rules, rule => Assert.True(rule!["median_ratio"] is null || (double)rule["median_ratio"]! >= 1));
        Assert.All(answer["runs"]!.AsArray(), run => Assert.Equal(5, run!["choices"]!.AsArray().Count));
        Assert.Contains("On pairs the least median error is that of ", File.ReadAllText(page), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        "bench",
        "no command; expected nguyen, livermore, strogatz, feynman, class, ablation, choice, tables, laws, "
            + "readings, fig3, speed (defects bench --help says more)")]
    [InlineData("bench nguyen --problems 13", "--problems: '13'; expected some of 1, 2, 3")]
    [InlineData("bench livermore --without luck", "--without: 'luck'; expected some of network, constants, snapping")]
    [InlineData("bench nguyen --without edits --baseline", "--baseline and --without exclude each other")]
    [InlineData("bench nguyen --seconds 5 --epochs 5", "--seconds and --epochs exclude each other")]
    [InlineData("bench nguyen --noise -1", "--noise: '-1'; expected a number from 0")]
    [InlineData(
        "bench nguyen --fast", "unknown option --fast for 'defects bench nguyen'; expected --baseline, --without, --problems")]
    [InlineData("bench ablation --searches complete,luck", "--searches: 'luck'; expected some of complete, without-network")]
    [InlineData("bench ablation --problems class-1", "--problems: 'class-1'; expected some of nguyen-1, nguyen-2")]
    [InlineData("bench ablation --class /no/such.csv", "/no/such.csv: no such file")]
    [InlineData("bench ablation --pair V_C|V_H", "--pair without --tables; expected the folder")]
    [InlineData("bench nguyen --scored 5 --epochs 5", "--scored excludes --seconds and --epochs")]
    [InlineData("bench choice --noise 0.1,loud", "--noise: 'loud'; expected shares from 0, with commas between, such as 0.02")]
    [InlineData("bench choice --problems nguyen-13", "--problems: 'nguyen-13'; expected some of nguyen-1, nguyen-2")]
    [InlineData("bench tables", "no FOLDER; expected defects bench tables FOLDER")]
    [InlineData("bench tables /no/such/folder", "/no/such/folder")]
    [InlineData("bench tables . --seconds 5 --epochs 5", "--seconds and --epochs exclude each other")]
    [InlineData("bench speed --threads 0", "--threads: '0'; expected a whole number from 1")]
    [InlineData("bench speed --beside abacus", "network 'abacus'; expected one of managed, torch, torch:cuda")]
    [InlineData("bench speed --markdown /no/such/place/a.md", "/no/such/place/a.md: can't be written")]
    [InlineData("bench nguyen --resume /no/such/place/a.json", "/no/such/place/a.json: can't be written")]
    public void Wrong_words_are_answered_with_what_would_be_right(string words, string answer)
    {
        var run = CliRun.Of(words.Split(' '));
        Assert.Equal((2, ""), (run.Code, run.Out));
        Assert.StartsWith($"defects: {answer}", run.OnlyErrorLine, StringComparison.Ordinal);
    }

    [Fact]
    public void A_page_of_recovery_reads_as_approved() =>
        Approved.Holds(
            "bench-nguyen", Report("complete").Page("Recovery of Nguyen 1–12, complete", Request(), Bench, Day).ToString());

    [Fact]
    public void A_page_of_an_ablation_reads_as_approved() =>
        Approved.Holds("bench-ablation",
            new AblationReport([Report("complete"), Report("published")], []).Page(Request(), Bench, Day).ToString());

    [Fact]
    public void A_page_of_throughput_reads_as_approved() =>
        Approved.Holds("bench-speed", new SpeedTable(Speed).Page("defects bench speed", Bench, Day).ToString());

    [Fact]
    public void A_pretrained_network_can_be_read()
    {
        var file = _folder["small.weights"];
        var run = CliRun.Of("pretrain", "--out", file, "--formulas", "20", "--epochs", "1");
        Assert.Equal(0, run.Code);
        Assert.StartsWith("epoch 1: cross-entropy ", run.OnlyErrorLine, StringComparison.Ordinal);
        using var stream = File.OpenRead(file);
        using var network = ManagedNetwork.Read(stream);
        Assert.Equal(new NetworkShape(), network.Shape);
    }

    private static SpeedReport Speed => new(
        2, new LoopSpeed(75.3e9, 38.1e9, 1.98, 0, 0), new LoopSpeed(13, 7, 1.86, 0, 0), new LoopSpeed(25, 14, 1.79, 0, 0),
        new LoopSpeed(26000, 13000, 2, 0, 0), new LoopSpeed(440123.4, 230000, 1.91, 0, 22.9),
        new LoopSpeed(13649, 7100, 1.92, 0, 921.9), new LoopSpeed(1712, 880, 1.95, 0, 140.2),
        new LoopSpeed(60_000_000, 31_000_000, 1.94, 0, 0), 0.4959,
        new CheckpointSpeed(41.2, 7_012_345),
        new OtherTraining("torch", new LoopSpeed(3.7, 2.4, 1.54, 0, 0), new LoopSpeed(3.8, 2.5, 1.52, 0, 0)));

    private static RecoveryReport Report(string search) => new(search, ProblemRecovery.Of(
        [BenchmarkSet.Nguyen[0], BenchmarkSet.Nguyen[7]],
        [
            new RecoveryRun("Nguyen-1", 0, true, "x1^3 + x1^2 + x1", 1e-30, 1.25, 1, 1)
            {
                OnRoundFront = true,
                OnPlainFront = true,
                Solved = true,
            },
            new RecoveryRun("Nguyen-1", 1, false, "x1", 0.5, 30, 100, 1),
        ]));

    private static RecoveryRequest Request()
    {
        var options = new RecoveryOptions { Runs = 2, Noise = 0.1 };
        return new RecoveryRequest(
            [BenchmarkSet.Nguyen[0], BenchmarkSet.Nguyen[7]], options, 2, RecoveryLog.Open(null, RecoverySettings.Of(options)),
            null, null, false, "defects bench nguyen --runs 2 --noise 0.1 --problems 1,8");
    }
}
