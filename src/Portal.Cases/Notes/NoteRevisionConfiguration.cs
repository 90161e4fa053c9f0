using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Portal.Cases.Notes;

internal sealed class NoteRevisionConfiguration : IEntityTypeConfiguration<NoteRevision>
{
    public void Configure(EntityTypeBuilder<NoteRevision> builder)
    {
        builder.HasKey(revision => new { revision.NoteId, revision.Revision });
        builder.Property(revision => revision.Title).HasMaxLength(NoteService.MaxTitle);
        builder.Property(revision => revision.Markdown).HasMaxLength(NoteService.MaxMarkdown);
        builder.Property(revision => revision.UserName).HasMaxLength(100);
        builder.HasOne<Note>().WithMany().HasForeignKey(revision => revision.NoteId).OnDelete(DeleteBehavior.Cascade);
    }
}
