using System.Runtime.InteropServices;

namespace Portal.Traffic.Packets;

/// <summary>Where a carried packet begins.</summary>
/// <param name="First">Its first layer.</param>
/// <param name="Offset">Its first byte in <see cref="Packet.Bytes"/>.</param>
/// <param name="Kind">Zeek's name of the kind of tunnel without <c>Tunnel::</c>, for example <c>VXLAN</c>.</param>
/// <param name="Service">Zeek's name of the tunnel as a service of the carrying flow; null for those without a flow.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct TunnelPayload(LayerKind First, int Offset, string Kind, string? Service);
