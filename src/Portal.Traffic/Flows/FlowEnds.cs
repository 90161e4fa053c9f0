using System.Runtime.InteropServices;

namespace Portal.Traffic.Flows;

/// <summary>The key of a packet's flow, with the ports as its sender sees them.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct FlowEnds(
    FlowKey Key,
    FlowTransport Transport,
    ushort SourcePort,
    ushort DestinationPort
);
