using System.Runtime.InteropServices;

namespace DefectOrleans.Torch;

/// <summary>
/// The C++ runtime of the system, which has to be as new as the one that TorchSharp's native library was built with. It is
/// looked at before TorchSharp is: that would search for another libtorch, copy half a gigabyte, and tell of it at length.
/// </summary>
public static class CppRuntime
{
    /// <summary>The version that is needed: that of GCC 13.</summary>
    public const string Needed = "GLIBCXX_3.4.32";

    // Stands in libstdc++ from that version on.
    private const string FirstSymbol = "_ZSt21ios_base_library_initv";

    /// <summary>What is missing on this machine, and where it is not; null where nothing is.</summary>
    public static string? Lack { get; } = OperatingSystem.IsLinux() ? LackOf("libstdc++.so.6") : null;

    /// <summary>What a library lacks to be the runtime that is needed; null where nothing.</summary>
    internal static string? LackOf(string library) =>
        NativeLibrary.TryLoad(library, out var handle) && NativeLibrary.TryGetExport(handle, FirstSymbol, out _)
            ? null
            : $"libtorch needs a C++ runtime with {Needed} (Debian 13, Ubuntu 24.04, Fedora 38 or later have it), and this "
                + "system's is older";
}
