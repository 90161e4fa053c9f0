namespace Portal.Traffic.Captures;

/// <summary>The names of a link type; each is null where that naming has none.</summary>
/// <param name="Registry">For example <c>LINKTYPE_ETHERNET</c>.</param>
/// <param name="Tshark">Wireshark's short name, as <c>capinfos -E</c> and <c>editcap -T</c> have it, for example <c>ether</c>.</param>
/// <param name="Description">Wireshark's long name, for example <c>Ethernet</c>.</param>
public sealed record LinkTypeName(LinkType Type, string? Registry, string? Tshark, string? Description);
