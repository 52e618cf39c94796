using DefectOrleans.Tests;
using DefectOrleans.Torch;

namespace DefectOrleans.TorchTests;

/// <summary>A test that computes with libtorch.</summary>
internal sealed class LibtorchFactAttribute : FactAttribute
{
    public LibtorchFactAttribute() => Skip = Libtorch.SkipReason;
}

/// <inheritdoc cref="LibtorchFactAttribute"/>
internal sealed class LibtorchTheoryAttribute : TheoryAttribute
{
    public LibtorchTheoryAttribute() => Skip = Libtorch.SkipReason;
}

/// <summary>Whether libtorch can run here.</summary>
internal static class Libtorch
{
    public static string? SkipReason { get; } =
        Requirement.SkipReason(
            CppRuntime.Lack is null ? typeof(CppRuntime) : null, $"{CppRuntime.Lack}; .ci/install makes a host that has it");
}
