using System.Runtime.InteropServices;

namespace Portal.Traffic.Packets;

/// <summary>Where a layer's header lies.</summary>
/// <param name="Kind">Which layer.</param>
/// <param name="Offset">First byte of its header in <see cref="Packet.Bytes"/>.</param>
/// <param name="HeaderLength">Bytes of its header, options included; 65535 stands for that many and more.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct PacketLayer(LayerKind Kind, int Offset, ushort HeaderLength);
