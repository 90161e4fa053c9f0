using System.Runtime.InteropServices;

namespace Portal.Traffic.Protocols.DceRpc;

/// <summary>A request whose response has not come.</summary>
/// <param name="First">The frame in which its first fragment began.</param>
/// <param name="Last">The frame in which its last fragment ended.</param>
/// <param name="Operation">The procedure's number in its interface.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct DceRpcCall(FrameStamp First, FrameStamp Last, ushort Context, ushort Operation);
