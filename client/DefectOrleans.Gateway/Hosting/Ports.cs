using System.Net;
using System.Net.Sockets;
using DefectOrleans.Gateway.Settings;

namespace DefectOrleans.Gateway.Hosting;

/// <summary>Ports that a program is about to listen on.</summary>
public static class Ports
{
    /// <summary>Tells a port that another program has, by the setting that names it.</summary>
    /// <exception cref="SettingsException">The port is taken.</exception>
    public static void ThrowIfTaken(IPAddress address, params ReadOnlySpan<(string Setting, int Port)> ports)
    {
        foreach (var (setting, port) in ports)
        {
            try
            {
                using var listener = new TcpListener(address, port);
                listener.Start();
            }
            catch (SocketException e)
            {
                throw new SettingsException(
                    $"{EnvironmentSettings.VariableOf(setting)}: can't listen on {address}:{port} ({e.Message}); expected a free "
                        + $"port",
                    e);
            }
        }
    }
}
