using System.Net;
using System.Net.Sockets;

namespace Berth.Server;

/// <summary>The place of a socket that listens already.</summary>
internal sealed class ListenerEndPoint(Socket listener) : EndPoint
{
    public Socket Listener => listener;

    public override string ToString() => listener.LocalEndPoint?.ToString() ?? "socket";
}
