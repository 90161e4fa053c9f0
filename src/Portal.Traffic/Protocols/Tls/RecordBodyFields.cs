using Portal.Traffic.Fields;

namespace Portal.Traffic.Protocols.Tls;

/// <summary>What a record of TLS or DTLS carries that is no handshake.</summary>
internal static class RecordBodyFields
{
    /// <param name="tree">Takes the lines.</param>
    /// <param name="protocol">What the fields' names begin with: <c>tls</c> or <c>dtls</c>.</param>
    /// <param name="type">Of the record.</param>
    /// <param name="isCiphertext">The record is encrypted.</param>
    /// <param name="at">Where the body begins in the tree's view.</param>
    /// <param name="body">Behind the record's header.</param>
    /// <returns>For the packet list.</returns>
    public static string Add(
        FieldTree tree,
        string protocol,
        ContentType type,
        bool isCiphertext,
        int at,
        ReadOnlySpan<byte> body
    )
    {
        switch (type)
        {
            case ContentType.Alert when body.Length == 2 && !isCiphertext:
                var name = NumberNames.Alerts[body[1]];
                tree.Begin($"{protocol}.alert_message", $"Alert Message: {name}", default, at, 2);
                tree.Number($"{protocol}.alert_message.level", "Level", body[0], at, 1);
                tree.Named($"{protocol}.alert_message.desc", "Description", name, body[1], at + 1, 1);
                tree.End();
                return $"Alert ({name})";
            case ContentType.Alert:
                return "Encrypted Alert";
            case ContentType.ChangeCipherSpec:
                return "Change Cipher Spec";
            case ContentType.ApplicationData:
                tree.Raw(FieldKind.Bytes, $"{protocol}.app_data", "Encrypted Application Data", at, body.Length);
                return "Application Data";
            default:
                return type.ToString();
        }
    }
}
