using Portal.Traffic.Fields;

namespace Portal.Traffic.Protocols.Http;

/// <summary>A datagram: the head of an HTTP message, whose fields it has in Wireshark too.</summary>
internal static class SsdpFields
{
    public static void Add(FieldTree tree, in FieldMessage message) =>
        HttpFields.Add(tree, message.At, message.Bytes, "ssdp", "Simple Service Discovery Protocol");
}
