using System.Runtime.CompilerServices;
using DefectOrleans.Engine;
using DefectOrleans.Engine.Segvae.Network;
using TorchSharp;

namespace DefectOrleans.Torch;

/// <summary>Networks on TorchSharp: for a GPU, or for a model that is large.</summary>
public sealed class TorchBackend : INetworkBackend
{
    /// <inheritdoc/>
    public string Name => "torch";

    /// <inheritdoc/>
    public void Require(string device)
    {
        if (device is not ("cpu" or "cuda"))
            throw new InputException($"device '{device}' of network torch; expected cpu or cuda");
        if (CppRuntime.Lack is { } lack)
            throw new InputException($"network torch: {lack}; --network managed runs here");
        RequireLibtorch(device);
    }

    /// <inheritdoc/>
    public IFormulaNetwork Read(Stream weights, string device, int threads)
    {
        Require(device);
        return TorchNetwork.Read(weights, device, threads);
    }

    // Not inlined: TorchSharp loads libtorch as soon as a method that speaks of it is compiled.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void RequireLibtorch(string device)
    {
        try
        {
            torch.InitializeDeviceType(DeviceType.CPU);
        }
        catch (Exception fault) when (fault is NotSupportedException or DllNotFoundException or TypeInitializationException)
        {
            throw new InputException(
                "network torch: TorchSharp finds no libtorch for this machine; expected the native libraries of this platform's "
                + "package libtorch-cpu beside DefectOrleans.Torch.dll", fault);
        }

        if (device == "cuda" && !torch.cuda.is_available())
        {
            throw new InputException(
                "network torch:cuda: libtorch finds no CUDA device; expected an NVIDIA GPU with its driver, and a libtorch built "
                + "for CUDA beside DefectOrleans.Torch.dll; --network torch runs on the CPU");
        }
    }
}
