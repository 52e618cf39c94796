namespace DefectOrleans.Engine.Segvae.Network;

/// <summary>
/// A maker of networks in an assembly of its own, which the engine loads by name: a public type with a constructor
/// without parameters.
/// </summary>
public interface INetworkBackend
{
    /// <summary>Its name on the command line.</summary>
    string Name { get; }

    /// <summary>Looks whether networks can run on a device.</summary>
    /// <param name="device"><c>cpu</c> or <c>cuda</c>.</param>
    /// <exception cref="InputException">This machine or this build lacks the device.</exception>
    void Require(string device);

    /// <summary>Reads what <see cref="IFormulaNetwork.Write"/> of any backend wrote.</summary>
    /// <param name="weights">Read up to the end of the network, not beyond.</param>
    /// <param name="device">Where it runs: <c>cpu</c> or <c>cuda</c>.</param>
    /// <param name="threads">Most threads that training and sampling use.</param>
    /// <exception cref="InputException">The device is lacking, or the stream is no network or damaged.</exception>
    IFormulaNetwork Read(Stream weights, string device, int threads);
}
