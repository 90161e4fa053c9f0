using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Portal.Cases.Notes;

internal sealed class NoteConfiguration : IEntityTypeConfiguration<Note>
{
    public void Configure(EntityTypeBuilder<Note> builder)
    {
        builder.Property(note => note.Title).HasMaxLength(NoteService.MaxTitle);
        builder.Property(note => note.Markdown).HasMaxLength(NoteService.MaxMarkdown);
        builder.Property(note => note.CreatedBy).HasMaxLength(100);
        builder.Property(note => note.UpdatedBy).HasMaxLength(100);
        builder.Property(note => note.Revision).IsConcurrencyToken();
        builder.HasIndex(note => note.CaseId);
    }
}
