using System.Net;
using System.Net.Sockets;

namespace DefectOrleans.ClusterTests.Host;

/// <summary>Ports of this machine that nobody listens on.</summary>
internal static class FreePort
{
    private static readonly HashSet<int> Given = [];

    /// <summary>One that was not given before.</summary>
    public static int Next()
    {
        while (true)
        {
            using var listener = new TcpListener(IPAddress.Loopback, 0);
            listener.Start();
            var port = ((IPEndPoint)listener.LocalEndpoint).Port;
            lock (Given)
            {
                if (Given.Add(port))
                    return port;
            }
        }
    }
}
