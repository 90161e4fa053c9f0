using System.Runtime.CompilerServices;

namespace Portal.Traffic.Packets;

/// <summary>Room for the layers of one packet, on the stack.</summary>
[InlineArray(MaxLayers)]
public struct PacketLayers
{
    /// <summary>
    /// Link, two VLAN tags, a label stack, two tunnels with their own link layers and IPv6 extension headers fit; a
    /// frame with more is a bomb, and Zeek too stops at nested tunnels.
    /// </summary>
    public const int MaxLayers = 24;

    private PacketLayer _first;
}
