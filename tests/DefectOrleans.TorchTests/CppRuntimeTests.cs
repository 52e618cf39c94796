using DefectOrleans.Engine;
using DefectOrleans.Torch;

namespace DefectOrleans.TorchTests;

public class CppRuntimeTests
{
    [Fact]
    public void A_library_that_is_no_new_runtime_lacks_the_version_by_its_name_and_by_the_systems_that_have_it()
    {
        var lack = CppRuntime.LackOf(
            OperatingSystem.IsWindows() ? "kernel32.dll" : OperatingSystem.IsMacOS() ? "libSystem.dylib" : "libc.so.6");
        Assert.Contains("GLIBCXX_3.4.32 (Debian 13, Ubuntu 24.04", lack);
        Assert.Equal(lack, CppRuntime.LackOf("a library that nobody has"));
        Assert.DoesNotContain('\n', lack!);
    }

    [Fact]
    public void Where_the_runtime_is_too_old_the_network_is_refused_in_one_line_and_nothing_is_copied()
    {
        if (CppRuntime.Lack is not { } lack)
        {
            new TorchBackend().Require("cpu");
            return;
        }
        var message = Assert.Throws<InputException>(() => new TorchBackend().Require("cpu")).Message;
        Assert.Equal($"network torch: {lack}; --network managed runs here", message);
        Assert.False(Directory.Exists(Path.Combine(AppContext.BaseDirectory, "cpu")));
    }
}
