using System.Formats.Asn1;
using System.Text;

namespace Portal.Analysis.Demo.Messages;

/// <summary>LDAP (RFC 4511) and Kerberos (RFC 4120) messages.</summary>
internal static class BerMessages
{
    public static byte[] LdapBind(int id) =>
        Ldap(
            id,
            0,
            writer =>
            {
                writer.WriteInteger(3);
                writer.WriteOctetString([]);
                writer.WriteOctetString([], new Asn1Tag(TagClass.ContextSpecific, 0));
            }
        );

    public static byte[] LdapBindAccepted(int id) => Ldap(id, 1, Success);

    public static byte[] LdapSearch(int id, string searchBase, string objectClass, params string[] attributes) =>
        Ldap(
            id,
            3,
            writer =>
            {
                writer.WriteOctetString(Encoding.ASCII.GetBytes(searchBase));
                writer.WriteEncodedValue([0x0A, 1, 2]);
                writer.WriteEncodedValue([0x0A, 1, 0]);
                writer.WriteInteger(0);
                writer.WriteInteger(0);
                writer.WriteBoolean(false);
                using (writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 3)))
                {
                    Text(writer, "objectClass");
                    Text(writer, objectClass);
                }
                using (writer.PushSequence())
                {
                    foreach (var attribute in attributes)
                    {
                        Text(writer, attribute);
                    }
                }
            }
        );

    public static byte[] LdapEntry(int id, string name, IReadOnlyList<(string Type, string Value)> attributes) =>
        Ldap(
            id,
            4,
            writer =>
            {
                Text(writer, name);
                using (writer.PushSequence())
                {
                    foreach (var (type, value) in attributes)
                    {
                        using (writer.PushSequence())
                        {
                            Text(writer, type);
                            using (writer.PushSetOf())
                            {
                                Text(writer, value);
                            }
                        }
                    }
                }
            }
        );

    public static byte[] LdapDone(int id) => Ldap(id, 5, Success);

    /// <summary>A request for a service ticket and the answer, each with the length that Kerberos over TCP begins with.</summary>
    public static (byte[] Request, byte[] Response) KerberosTicket(
        string user,
        string service,
        string host,
        byte[] secret
    )
    {
        const string Realm = "CORP.EXAMPLE";
        var request = Kerberos(
            12,
            writer =>
            {
                Tagged(writer, 1, () => writer.WriteInteger(5));
                Tagged(writer, 2, () => writer.WriteInteger(12));
                Tagged(
                    writer,
                    4,
                    () =>
                    {
                        using (writer.PushSequence())
                        {
                            Tagged(writer, 0, () => writer.WriteBitString([0x40, 0x81, 0, 0]));
                            Tagged(writer, 2, () => General(writer, Realm));
                            Tagged(writer, 3, () => Principal(writer, 2, service, host));
                            Tagged(
                                writer,
                                5,
                                () => writer.WriteGeneralizedTime(new(2025, 11, 16, 1, 0, 0, TimeSpan.Zero), true)
                            );
                            Tagged(writer, 7, () => writer.WriteInteger(1_846_251_077));
                            Tagged(
                                writer,
                                8,
                                () =>
                                {
                                    using (writer.PushSequence())
                                    {
                                        writer.WriteInteger(18);
                                        writer.WriteInteger(17);
                                        writer.WriteInteger(23);
                                    }
                                }
                            );
                        }
                    }
                );
            }
        );
        var response = Kerberos(
            13,
            writer =>
            {
                Tagged(writer, 0, () => writer.WriteInteger(5));
                Tagged(writer, 1, () => writer.WriteInteger(13));
                Tagged(writer, 3, () => General(writer, Realm));
                Tagged(writer, 4, () => Principal(writer, 1, user));
                Tagged(
                    writer,
                    5,
                    () =>
                    {
                        using (writer.PushSequence(new Asn1Tag(TagClass.Application, 1)))
                        using (writer.PushSequence())
                        {
                            Tagged(writer, 0, () => writer.WriteInteger(5));
                            Tagged(writer, 1, () => General(writer, Realm));
                            Tagged(writer, 2, () => Principal(writer, 2, service, host));
                            Tagged(writer, 3, () => Encrypted(writer, secret));
                        }
                    }
                );
                Tagged(writer, 6, () => Encrypted(writer, secret[..200]));
            }
        );
        return (request, response);
    }

    private static byte[] Kerberos(int application, Action<AsnWriter> write)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence(new Asn1Tag(TagClass.Application, application)))
        using (writer.PushSequence())
        {
            write(writer);
        }
        return new Wire.WireWriter().U32((uint)writer.GetEncodedLength()).Raw(writer.Encode()).ToArray();
    }

    private static byte[] Ldap(int id, int operation, Action<AsnWriter> write)
    {
        var writer = new AsnWriter(AsnEncodingRules.BER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(id);
            using (writer.PushSequence(new Asn1Tag(TagClass.Application, operation)))
            {
                write(writer);
            }
        }
        return writer.Encode();
    }

    private static void Success(AsnWriter writer)
    {
        writer.WriteEncodedValue([0x0A, 1, 0]);
        writer.WriteOctetString([]);
        writer.WriteOctetString([]);
    }

    private static void Text(AsnWriter writer, string text) => writer.WriteOctetString(Encoding.ASCII.GetBytes(text));

    private static void General(AsnWriter writer, string text) =>
        writer.WriteEncodedValue([0x1B, (byte)text.Length, .. Encoding.ASCII.GetBytes(text)]);

    private static void Principal(AsnWriter writer, int type, params string[] names)
    {
        using (writer.PushSequence())
        {
            Tagged(writer, 0, () => writer.WriteInteger(type));
            Tagged(
                writer,
                1,
                () =>
                {
                    using (writer.PushSequence())
                    {
                        foreach (var name in names)
                        {
                            General(writer, name);
                        }
                    }
                }
            );
        }
    }

    private static void Encrypted(AsnWriter writer, byte[] cipher)
    {
        using (writer.PushSequence())
        {
            Tagged(writer, 0, () => writer.WriteInteger(18));
            Tagged(writer, 1, () => writer.WriteInteger(2));
            Tagged(writer, 2, () => writer.WriteOctetString(cipher));
        }
    }

    private static void Tagged(AsnWriter writer, int tag, Action write)
    {
        using (writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, tag)))
        {
            write();
        }
    }
}
