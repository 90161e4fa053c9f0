namespace Portal.Traffic.Fields;

/// <summary>
/// Writes a message's lines into the tree: the protocol, its fields with offset and length, the packet list's protocol and
/// information. Never throws on hostile bytes.
/// </summary>
internal delegate void MessageFields(FieldTree tree, in FieldMessage message);
