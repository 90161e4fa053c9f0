namespace Portal.Traffic.Protocols.Rfb;

/// <summary>What a message is, for the packet tree.</summary>
/// <param name="State">What the side was to say.</param>
/// <param name="IsList">The server lists ways to authenticate (from version 3.7 on) and does not choose one.</param>
internal sealed record RfbShown(RfbState State, bool IsList);
