using System.Text.Json.Nodes;
using DefectOrleans.Bench;
using DefectOrleans.Cli.Benchmarking;

namespace DefectOrleans.Tests.Cli;

public sealed class SolutionBenchTests : IDisposable
{
    private const string Equations =
        """
        Filename,Number,Output,Formula,# variables,v1_name,v1_low,v1_high,v2_name,v2_low,v2_high
        I.12.1,11,F,mu*Nn,2,mu,1,5,Nn,1,5
        I.0.0,12,F,gamma(mu),1,mu,1,5,,,
        ,,,,,,,,,,
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_plain_equation_is_chosen_and_told()
    {
        var (file, page) = (Written(), _folder["feynman.md"]);
        string[] words =
            ["bench", "feynman", file, "--points", "40", "--runs", "1", "--epochs", "1", "--noise", "0.001", "--markdown", page];

        var answer = JsonNode.Parse(CliRun.Of([.. words, "--json"]).Out)!;

        var problem = Assert.Single(answer["problems"]!.AsArray())!;
        Assert.Equal(("I.12.1", 1, 1), ((string)problem["name"]!, (int)problem["runs"]!, (int)problem["solved"]!));
        Assert.Contains("mu", (string)problem["chosen"]!, StringComparison.Ordinal);
        Assert.Equal((100.0, 0.001), ((double)answer["chosen_percent"]!, (double)answer["noise"]!));
        Assert.Equal("I.0.0", (string)Assert.Single(answer["skipped"]!.AsArray())!["name"]!);
        var text = File.ReadAllText(page);
        Assert.Contains("Left out: I.0.0 (Formula 'gamma(mu)'", text, StringComparison.Ordinal);
        Assert.Contains("| I.12.1 | `mu*Nn` |", text, StringComparison.Ordinal);
        Assert.Contains("1/1", CliRun.Of(words).Out, StringComparison.Ordinal);
    }

    [Fact]
    public void A_law_of_a_trajectory_is_chosen_and_told()
    {
        var answer = JsonNode.Parse(
            CliRun.Of("bench", "strogatz", "--only", "vdp2", "--runs", "1", "--epochs", "1", "--json").Out)!;

        var problem = Assert.Single(answer["problems"]!.AsArray())!;
        Assert.Equal(("vdp2", "-x/10", 1), ((string)problem["name"]!, (string)problem["law"]!, (int)problem["solved"]!));
        Assert.Equal(100, (double)answer["chosen_percent"]!);
    }

    [Fact]
    public void A_law_of_several_tables_is_chosen_and_told()
    {
        var (file, page) = (_folder["class.csv"], _folder["class.md"]);
        File.WriteAllText(
            file,
            """
            Number;Name;Formula;v1_name;v1_type;v1_low;v1_high;v2_name;v2_type;v2_low;v2_high;v3_name;v3_type;v3_low;v3_high
            2;Radioactive Decay;n0*exp(-t/T);t;var;0.5;6;n0;spe;0.4;2;T;spe;0.9;1.4
            7;Ideal Gas Law;n*8.314*T/V;T;var;1;5;V;var;1;5;n;spe;1;5
            """);
        string[] words =
        [
            "bench", "class", file, "--problems", "7", "--realisations", "3", "--points", "12", "--runs", "1", "--epochs", "3",
            "--islands", "1", "--markdown", page, "--json",
        ];

        var answer = JsonNode.Parse(CliRun.Of(words).Out)!;

        var problem = Assert.Single(answer["problems"]!.AsArray())!;
        Assert.Equal(("Ideal Gas Law", 1, 1), ((string)problem["name"]!, (int)problem["runs"]!, (int)problem["solved"]!));
        Assert.Equal(100, (double)answer["chosen_percent"]!);
        Assert.Contains("each run draws 3 tables", File.ReadAllText(page), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("bench class", "no FILE; expected defects bench class FILE")]
    [InlineData("bench class /no/such.csv", "/no/such.csv: no such file")]
    [InlineData("bench strogatz --only vdp3", "--problems: 'vdp3'; expected some of bacres1, bacres2, barmag1")]
    [InlineData("bench strogatz --noise -1", "--noise: '-1'; expected a number from 0")]
    [InlineData("bench feynman", "no FILE; expected defects bench feynman FILE")]
    [InlineData("bench feynman /no/such.csv", "/no/such.csv: no such file")]
    public void Wrong_words_are_answered_with_what_would_be_right(string words, string answer)
    {
        var run = CliRun.Of(words.Split(' '));
        Assert.Equal((2, ""), (run.Code, run.Out));
        Assert.StartsWith($"defects: {answer}", run.OnlyErrorLine, StringComparison.Ordinal);
    }

    [Fact]
    public void Equations_that_are_not_there_or_there_twice_are_named()
    {
        var file = Written();
        Assert.Equal(
            "defects: --problems: 'I.1'; expected some of I.12.1",
            CliRun.Of("bench", "feynman", file, "--only", "I.1").OnlyErrorLine);
        Assert.Equal(
            "defects: I.12.1 stands there twice; expected names of their own",
            CliRun.Of("bench", "feynman", file, file).OnlyErrorLine);
    }

    [Theory]
    [InlineData("strogatz")]
    [InlineData("feynman")]
    public void A_page_reads_as_approved(string name)
    {
        var options = new RecoveryOptions { Runs = 2, Noise = 0.01 };
        BenchmarkProblem[] problems =
            [BenchmarkProblem.InCube("one", "x1*x2", 2, 1, 5, 300), BenchmarkProblem.InCube("two", "x1 - x2", 2, 1, 5, 300)];
        var request = new RecoveryRequest(
            problems, options, 2, RecoveryLog.Open(null, RecoverySettings.Of(options)), null, null, false,
            $"defects bench {name} --runs 2 --noise 0.01");
        var protocol = name == "strogatz"
            ? Paragraph.Of(typeof(SolutionReport), "strogatz-protocol")
            : Paragraph.Of(
                typeof(SolutionReport), "feynman-protocol", ("files", "equations.csv"), ("points", 1000),
                ("operators", "add, mul"));
        var report = new SolutionReport(
            $"Page of {name}", protocol, Paragraph.Of(typeof(SolutionReport), $"{name}-elsewhere"),
            ProblemRecovery.Of(problems,
            [
                new RecoveryRun("one", 0, true, "x1*x2", 1e-30, 1.25, 1, 1) { Chosen = "x1*x2", Solved = true },
                new RecoveryRun("one", 1, false, "x1", 0.5, 30, 100, 1) { Chosen = "x1" },
            ]),
            name == "feynman" ? [new("I.0.0", "uses gamma.")] : []);

        Approved.Holds($"bench-{name}", report.Page(
            request, new Machine("Some Processor", 2, "Some System", ".NET 10"),
            new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero)).ToString());
    }

    private string Written()
    {
        var file = _folder["equations.csv"];
        File.WriteAllText(file, Equations);
        return file;
    }
}
