using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Portal.Traffic.Records;

namespace Portal.Traffic.Protocols.Http;

/// <summary>
/// The fields of a <c>multipart/form-data</c> body (RFC 7578 §4.2) that are named like users and passwords. They are judged
/// when the body is over: the user may stand behind the password.
/// </summary>
internal sealed class HttpFormData(FlowContext flow, HttpTransaction transaction)
{
    /// <summary>Of one form: logons have two, changes of a password three or four.</summary>
    private const int MaxFields = 32;

    private readonly List<Field> _fields = [];

    /// <summary>Who collects a part's content; null for a part that shows neither.</summary>
    public Field? Open(HttpEntityHead part)
    {
        if (
            part is not { FieldName: { } name, FileName: null }
            || _fields.Count == MaxFields
            || !(HttpFieldNames.IsPassword(name) || HttpFieldNames.IsUser(name))
        )
        {
            return null;
        }
        var field = new Field(name);
        _fields.Add(field);
        return field;
    }

    public void End(FrameStamp frame)
    {
        var user = _fields.Find(field => !field.IsSecret && !field.IsLost);
        foreach (var field in _fields)
        {
            if (field is { IsSecret: true, IsLost: false })
            {
                var name = user is null ? null : ZeekText.Decode(user.Bytes);
                HttpForm.Note(flow, transaction, field.Name, name, field.Bytes, frame);
            }
            field.Clear();
        }
        _fields.Clear();
    }

    /// <summary>The content of one field.</summary>
    internal sealed class Field(string name)
    {
        private readonly List<byte> _bytes = [];

        public string Name { get; } = name;

        /// <summary>The part is a password and nothing else: its hash as a file would let anybody try out guesses.</summary>
        public bool IsSecret { get; } = HttpFieldNames.IsPassword(name);

        /// <summary>It is too long, or not whole: a part of a password would be another password.</summary>
        public bool IsLost { get; private set; }

        public ReadOnlySpan<byte> Bytes => CollectionsMarshal.AsSpan(_bytes);

        public void Add(ReadOnlySpan<byte> bytes)
        {
            IsLost |= _bytes.Count + bytes.Length > HttpForm.MaxBytes;
            if (!IsLost)
            {
                _bytes.AddRange(bytes);
            }
        }

        public void Lose() => IsLost = true;

        public void Clear()
        {
            CryptographicOperations.ZeroMemory(CollectionsMarshal.AsSpan(_bytes));
            _bytes.Clear();
        }
    }
}
