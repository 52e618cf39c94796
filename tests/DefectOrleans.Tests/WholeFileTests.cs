using DefectOrleans.Engine;
using DefectOrleans.Tests.Cli;

namespace DefectOrleans.Tests;

public class WholeFileTests
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void A_file_is_replaced_and_nothing_is_left_beside_it()
    {
        WholeFile.Write(_folder["a"], "a longer text"u8);
        WholeFile.Write(_folder["a"], "short"u8);

        Assert.Equal("short", File.ReadAllText(_folder["a"]));
        Assert.Equal([_folder["a"]], Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void A_place_that_can_not_be_written_to_is_told_and_stays_as_it_was()
    {
        Directory.CreateDirectory(_folder["taken"]);

        Assert.StartsWith($"{_folder["taken"]}: ", Fault(() => WholeFile.Write(_folder["taken"], "x"u8)));
        Assert.StartsWith($"{_folder["none/a"]}: ", Fault(() => WholeFile.Write(_folder["none/a"], "x"u8)));
        Assert.Equal([_folder["taken"]], Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void A_probe_tells_a_bad_place_and_touches_nothing()
    {
        File.WriteAllText(_folder["old"], "old");
        Directory.CreateDirectory(_folder["taken"]);

        WholeFile.Probe(_folder["old"]);
        WholeFile.Probe(_folder["new"]);

        Assert.Contains("a folder", Fault(() => WholeFile.Probe(_folder["taken"])));
        Assert.Contains("can't be written", Fault(() => WholeFile.Probe(_folder["none/a"])));
        Assert.Equal("old", File.ReadAllText(_folder["old"]));
        Assert.Equal(2, Directory.GetFileSystemEntries(_folder.Path).Length);
    }

    private static string Fault(Action action) => Assert.Throws<InputException>(action).Message;
}
